import { CALLS, type CallName, type GongCall } from './calls.js'
import { erasurePath } from './data-privacy.js'
import { exchange, type ExchangeOptions } from './exchange.js'
import type { GongAnswer } from './gong-answer.js'
import { basicSignIn, type AccessKey, type SignIn } from './sign-in.js'

export type { GongAnswer } from './gong-answer.js'

export interface GongClient {
  send(call: GongCall): Promise<GongAnswer>
  /** Reads the workspaces, which every technical administrator's key may: are address and credentials right? */
  checkAccess(): Promise<GongAnswer>
  /** Sends an empty interaction, which creates nothing: 400 says that we are let in and may write. */
  checkWriting(): Promise<GongAnswer>
  /** The same of the engagement calls, which have a scope of their own, by an empty content viewed. */
  checkEngaging(): Promise<GongAnswer>
  /** Asks Gong to erase what refers to an e-mail address: for good, and not at once. */
  eraseDataFor(email: string): Promise<GongAnswer>
}

/** An access key alone stands for a sign-in by it. */
export type GongClientOptions = ({ signIn: SignIn } | AccessKey) & {
  fetch: typeof globalThis.fetch
  timeoutMs: number
}

type Request = Pick<ExchangeOptions, 'method' | 'body'> & { path: string }

/**
 * Calls Gong. Never throws for what Gong or the network does, never retries: the outbox does. Where sign-in cannot be
 * had, what kept us from it is the answer.
 */
export function createGongClient(options: GongClientOptions): GongClient {
  const { fetch, timeoutMs } = options
  const signIn = 'signIn' in options ? options.signIn : basicSignIn(options)

  async function call({ method, path, body }: Request): Promise<GongAnswer> {
    const signedIn = await signIn.read()
    if (signedIn.kind === 'away') return signedIn.answer
    if (signedIn.kind === 'refused') return refusal(signedIn.detail)
    const { baseUrl, authorization } = signedIn
    const url = `${baseUrl}${path}`
    const { answer } = await exchange({ url, method, body, authorization, fetch, timeoutMs })
    const isUnauthorized = answer.kind === 'answer' && answer.status === 401
    const isSignInEnded = isUnauthorized && (await signIn.onUnauthorized?.(authorization))
    return isSignInEnded ? { ...answer, isSignInEnded } : answer
  }

  const send = ({ name, body }: GongCall) => {
    const { method, path } = CALLS[name]
    return call({ method, path, body })
  }

  const sendEmpty = (name: CallName) => {
    const { method, path } = CALLS[name]
    return call({ method, path, body: {} })
  }

  return {
    send,
    checkAccess: () => call({ method: 'GET', path: '/v2/workspaces' }),
    checkWriting: () => sendEmpty('digital-interaction'),
    checkEngaging: () => sendEmpty('content-viewed'),
    eraseDataFor: (email) => call({ method: 'POST', path: erasurePath(email) }),
  }
}

/** As Gong answers a call that nobody is signed in for. */
function refusal(detail: string): GongAnswer {
  const nothing = { requestId: null, integrationId: null, retryAfter: null, dateMs: null }
  return { kind: 'answer', status: 401, errors: [detail], isGongs: true, ...nothing }
}
