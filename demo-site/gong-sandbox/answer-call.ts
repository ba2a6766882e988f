import type { createAcceptedCalls, AcceptedCall } from './accepted-calls.js'
import { answerOfFault, troubleOfFault } from './answer-of-fault.js'
import type { Answer } from './answer.js'
import { callNamed, type CallName } from './contract/calls.js'
import { checkBody } from './contract/check-body.js'
import type { createFaults } from './faults.js'
import type { createQuota } from './quota.js'
import { contentTitleIn } from './read-body.js'
import type { SignIn } from './sign-in.js'

/** A call as it came in; `signIn` and `contentType` were read from its headers. */
export type IncomingCall = {
  name: CallName | 'workspaces' | 'erasure'
  requestId: string
  receivedAtMs: number
  signIn: SignIn
  contentType: string | undefined
  /** Undefined for what is not JSON. */
  body: unknown
  /** Of an erasure, from its query. */
  emailAddress?: string | undefined
}

export type Desk = {
  quota: ReturnType<typeof createQuota>
  faults: ReturnType<typeof createFaults>
  accepted: ReturnType<typeof createAcceptedCalls>
  /** The addresses whose erasure was asked for, in their order. */
  erasures: string[]
  sleep: (delayMs: number, signal?: AbortSignal) => Promise<unknown>
}

/**
 * Decides one call in Gong's order: sign-in, quota, contract, repeated event. A fault strikes after the quota: the
 * call was counted, and then Gong failed. A slow answer is decided at once and told late, so that the retry of a
 * client that gave up meets a 409.
 */
export async function answerCall(incoming: IncomingCall, desk: Desk): Promise<Answer> {
  const { signIn, receivedAtMs, body } = incoming
  if (signIn.kind === 'refused') return { kind: 'unauthorised', errors: signIn.errors }

  const leave = desk.quota.take(receivedAtMs)
  if (leave.kind === 'refused') {
    return { kind: 'over-quota', retryAfter: String(leave.retryAfterSeconds) }
  }

  const fault = desk.faults.nextForCall(contentTitleIn(body))
  const failure = answerOfFault(fault)
  if (failure) return failure

  const answer = look(incoming, desk)
  if (fault?.kind === 'slow') await desk.sleep(fault.delayMs)
  const trouble = troubleOfFault(fault)
  const fine = answer.kind === 'accepted' || answer.kind === 'workspaces'
  return trouble && fine ? { ...answer, trouble } : answer
}

function look(incoming: IncomingCall, { accepted, erasures }: Desk): Answer {
  const { name, requestId, receivedAtMs, body } = incoming
  if (name === 'workspaces') return { kind: 'workspaces' }
  if (name === 'erasure') {
    const { emailAddress } = incoming
    if (!emailAddress) return { kind: 'invalid', errors: ['emailAddress: is required'] }
    erasures.push(emailAddress)
    return { kind: 'accepted' }
  }
  if (!/^application\/json\s*(;|$)/i.test(incoming.contentType ?? '')) {
    return { kind: 'invalid', errors: ['Content-Type: must be application/json'] }
  }
  if (body === undefined) return { kind: 'invalid', errors: ['The body is not JSON.'] }

  const { schema, timestampOf, eventIdOf } = callNamed(name)
  const checked = checkBody({ schema, timestampOf, body, nowMs: receivedAtMs })
  if (checked.kind === 'refused') return { kind: 'invalid', errors: checked.errors }

  const eventId = eventIdOf(checked.body)
  // The body was checked by the schema of this very call; the compiler cannot follow a union through it.
  const call = { call: name, requestId, receivedAtMs, body: checked.body } as AcceptedCall
  return accepted.accept(call, eventId) === 'accepted'
    ? { kind: 'accepted' }
    : { kind: 'duplicate', eventId }
}
