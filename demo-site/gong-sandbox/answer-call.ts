import type { createAcceptedCalls, AcceptedCall } from './accepted-calls.js'
import { answerOfFault, type Answer } from './answer.js'
import { callNamed, type CallName } from './contract/calls.js'
import { checkBody } from './contract/check-body.js'
import type { createFaults } from './faults.js'
import type { createQuota } from './quota.js'

/** A call as it came in; `authorized` and `contentType` were read from its headers. */
export type IncomingCall = {
  name: CallName
  requestId: string
  receivedAtMs: number
  authorized: boolean
  contentType: string | undefined
  text: string
}

export type Desk = {
  quota: ReturnType<typeof createQuota>
  faults: ReturnType<typeof createFaults>
  accepted: ReturnType<typeof createAcceptedCalls>
  sleep: (delayMs: number) => Promise<unknown>
}

/**
 * Decides one call in Gong's order: sign-in, quota, contract, repeated event. A fault strikes after the quota: the
 * call was counted, and then Gong failed. A slow answer is decided at once and told late, so that the retry of a
 * client that gave up meets a 409.
 */
export async function answerCall(incoming: IncomingCall, desk: Desk): Promise<Answer> {
  if (!incoming.authorized) return { kind: 'unauthorised' }

  const leave = desk.quota.take(incoming.receivedAtMs)
  if (leave.kind === 'refused') {
    return { kind: 'over-quota', retryAfterSeconds: leave.retryAfterSeconds }
  }

  const fault = desk.faults.next()
  const failure = answerOfFault(fault)
  if (failure) return failure

  const answer = readAndAccept(incoming, desk)
  if (fault?.kind === 'slow') await desk.sleep(fault.delayMs)
  if (fault?.kind === 'reset-after-accepting' && answer.kind === 'accepted') {
    return { kind: 'reset' }
  }
  return answer
}

function readAndAccept(incoming: IncomingCall, { accepted }: Desk): Answer {
  const { name, requestId, receivedAtMs } = incoming
  if (!/^application\/json\s*(;|$)/i.test(incoming.contentType ?? '')) {
    return { kind: 'invalid', errors: ['Content-Type: must be application/json'] }
  }
  const json = parseJson(incoming.text)
  if (json === undefined) return { kind: 'invalid', errors: ['The body is not JSON.'] }

  const { schema, timestampOf, eventIdOf } = callNamed(name)
  const checked = checkBody({ schema, timestampOf, body: json, nowMs: receivedAtMs })
  if (checked.kind === 'refused') return { kind: 'invalid', errors: checked.errors }

  const eventId = eventIdOf(checked.body)
  // The body was checked by the schema of this very call; the compiler cannot follow a union through it.
  const call = { call: name, requestId, receivedAtMs, body: checked.body } as AcceptedCall
  return accepted.accept(call, eventId) === 'accepted'
    ? { kind: 'accepted' }
    : { kind: 'duplicate', eventId }
}

/** Undefined for what is not JSON; JSON itself has no undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // A SyntaxError: the caller says so in its own words.
  }
}
