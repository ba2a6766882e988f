import { readBounded } from '../lib/read-bounded.js'
import { readAnswer, type GongAnswer, type JsonObject } from './gong-answer.js'
import { readNetworkFault } from './network-fault.js'

export interface ExchangeOptions {
  url: string
  method: 'GET' | 'POST' | 'PUT'
  /** The header's value: a scheme and credentials. */
  authorization: string
  /** Sent as JSON; absent for none. */
  body?: unknown
  fetch: typeof globalThis.fetch
  /** For all of it, to the end of the body. */
  timeoutMs: number
  /** Besides the credentials: what must be in no word of the answer. */
  secrets?: readonly string[]
}

/** Gong's answers are a few hundred bytes; more than this is not Gong. */
const MAX_ANSWER_BYTES = 64 * 1024

/**
 * One request and what came of it, with the JSON object that the answer's body was. Never throws for what the other
 * side or the network does, never retries, follows no redirect. No secret is in the answer's words; the body is raw.
 */
export async function exchange(
  options: ExchangeOptions,
): Promise<{ answer: GongAnswer; body: JsonObject | null }> {
  const { url, method, authorization, body, fetch, timeoutMs } = options
  const secrets = [...secretsIn(authorization), ...(options.secrets ?? [])]
  const hide = (text: string) => hideSecrets(text, secrets)
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, {
      method,
      headers: {
        authorization,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // A redirect would carry the credentials elsewhere.
      redirect: 'manual',
      signal,
    })
    const read = readAnswer(response, await readBounded(response, MAX_ANSWER_BYTES))
    return { ...read, answer: { ...read.answer, errors: read.answer.errors.map(hide) } }
  } catch (error) {
    const isLate = signal.aborted || (error instanceof Error && error.name === 'TimeoutError')
    if (isLate) return { answer: { kind: 'timeout' }, body: null }
    const { fault, cause } = readNetworkFault(error)
    return { answer: { kind: 'unreachable', fault, cause: hide(cause) }, body: null }
  }
}

/** Shorter ones are words of any language, as in trials. */
const MIN_SECRET_CHARACTERS = 8

/** The credentials of a header, as they stand there and, of an access key, what they were made of. */
function secretsIn(authorization: string): string[] {
  const [scheme = '', credentials = ''] = authorization.split(' ')
  if (scheme !== 'Basic') return [credentials]
  const decoded = Buffer.from(credentials, 'base64').toString()
  const [, user = '', password = ''] = /^([^:]*):(.*)$/s.exec(decoded) ?? []
  const parts = [decoded, password, user].filter((each) => each.length >= MIN_SECRET_CHARACTERS)
  return [credentials, ...parts]
}

/** Words that others wrote may quote what they were sent. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((hidden, secret) => hidden.replaceAll(secret, '(secret)'), text)
}
