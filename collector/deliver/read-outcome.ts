import type { ErrorCode } from '../lib/error-codes.js'
import type { CallName } from '../gong/calls.js'
import type { GongAnswer } from '../gong/client.js'
import { readRetryAfterMs } from './retry-after.js'

/** What one delivery attempt came to; the next step follows from it alone. */
export type Outcome =
  | { kind: 'delivered'; requestId: string | null }
  /** `askedToWaitMs`: how long Gong asked for no call at all. */
  | { kind: 'retry'; reason: ErrorCode; askedToWaitMs?: number }
  /** Gong will never take this one. */
  | { kind: 'dead'; reason: ErrorCode; detail: readonly string[] }
  /** Our credentials or set-up: stop, and spend nothing more. */
  | { kind: 'halt'; reason: ErrorCode }

/**
 * What the answer to `call` came to. 409 is delivered: Gong has an interaction of this id, from an attempt whose answer was
 * lost. An engagement call that Gong does not let us make is dead alone: those have a scope of their own and are released
 * to few companies, and the main call may be as well as ever.
 */
export function readOutcome(answer: GongAnswer, nowMs: number, call: CallName): Outcome {
  switch (answer.kind) {
    case 'timeout':
      return { kind: 'retry', reason: 'gong_timeout' }
    case 'unreachable':
      return { kind: 'retry', reason: UNREACHABLE[answer.fault] }
    case 'answer':
      return ENGAGEMENT_CALLS.has(call) && NOT_RELEASED.has(answer.status)
        ? { kind: 'dead', reason: 'engagement_not_released', detail: answer.errors }
        : readStatus(answer, nowMs)
  }
}

const ENGAGEMENT_CALLS: ReadonlySet<CallName> = new Set([
  'content-viewed',
  'content-shared',
  'custom-action',
])

/**
 * 403 also answers an address that is not trusted, and 404 a wrong base URL: the next interaction that is told by the main
 * call then halts.
 */
const NOT_RELEASED = new Set([403, 404])

const UNREACHABLE = {
  dns: 'gong_unknown_host',
  tls: 'gong_insecure',
  connection: 'gong_unreachable',
} as const satisfies Record<Extract<GongAnswer, { kind: 'unreachable' }>['fault'], ErrorCode>

function readStatus(
  {
    status,
    requestId,
    errors,
    retryAfter,
    isGongs,
    isSignInEnded,
  }: Extract<GongAnswer, { kind: 'answer' }>,
  nowMs: number,
): Outcome {
  if (status === 409) return { kind: 'delivered', requestId }
  if (status >= 200 && status < 300) {
    // A proxy's page, or a portal's. If Gong has it nonetheless, it says so with the next attempt.
    return isGongs
      ? { kind: 'delivered', requestId }
      : { kind: 'retry', reason: 'gong_answer_unreadable' }
  }
  if (status === 401) {
    return isSignInEnded
      ? { kind: 'retry', reason: 'gong_token_ended' }
      : { kind: 'halt', reason: unauthorized(errors) }
  }
  if (status === 403) return { kind: 'halt', reason: 'gong_forbidden' }
  if (status === 408) return { kind: 'retry', reason: 'gong_timeout' }
  if (status === 429) {
    const askedToWaitMs = readRetryAfterMs(retryAfter, nowMs)
    return { kind: 'retry', reason: 'gong_rate_limited', askedToWaitMs }
  }
  if (status >= 500) return { kind: 'retry', reason: 'gong_unavailable' }
  // Too large, unprocessable and the like: as with 400, this one alone will never do.
  const rejectsThisOne = status >= 400 && !WRONG_ADDRESS.has(status)
  if (rejectsThisOne) return { kind: 'dead', reason: 'gong_rejected', detail: errors }
  return { kind: 'halt', reason: 'gong_unexpected' }
}

/** Together with redirects, what a base URL answers that is not Gong's, or not this company's. */
const WRONG_ADDRESS = new Set([404, 405, 407, 410, 421])

/** Another region's Gong does not know the key, and says so in words that mislead. */
function unauthorized(errors: readonly string[]): ErrorCode {
  return errors.some((words) => /has been revoked/i.test(words))
    ? 'gong_wrong_region'
    : 'gong_unauthorized'
}
