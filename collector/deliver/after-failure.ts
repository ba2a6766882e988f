import type { Destination } from '../store/destination.js'
import { backOffMs } from './back-off.js'
import { afterRateLimit } from './rate-share.js'

export interface Failure {
  /** Its interaction had failed before: the fault may be its own. */
  wasFailing: boolean
  /** 429: how long Gong asked everybody to wait. Null when it failed or was not there. */
  askedToWaitMs: number | null
  nowMs: number
  /** From 0 to 1. */
  random: number
}

/**
 * How Gong stands after a call that it could not take. Two waits hold at once: the interaction's own, so that one which
 * always fails comes seldom, and this one, before which nobody calls, so that a Gong that is down costs a call a
 * quarter of an hour and not one a person.
 *
 * It doubles with each failure and ends with the first good answer, and while failures are counted one call is under
 * way at a time. Two failures are not counted: that of a call which was under way when the block began, since it tells
 * the same story, and that of an interaction which had failed before, since the fault may be its own; it keeps the others
 * back for as long as before and no longer, so that a few which always fail stop nobody. A 429 always counts: it is about
 * us and not about an interaction. It also halves how many calls we make in a second, which a good answer does not give
 * back at once (rate-share.ts).
 */
export function afterFailure(destination: Destination, failure: Failure): Destination {
  const { wasFailing, askedToWaitMs, nowMs, random } = failure
  const { blockedUntilMs, failures } = destination
  const askedUntilMs = nowMs + (askedToWaitMs ?? 0)
  if (blockedUntilMs > nowMs) {
    return { ...destination, blockedUntilMs: Math.max(blockedUntilMs, askedUntilMs) }
  }
  const isRateLimit = askedToWaitMs !== null
  const counted = isRateLimit || !wasFailing ? failures + 1 : Math.max(1, failures)
  return {
    ...destination,
    ...(isRateLimit && afterRateLimit(destination, nowMs)),
    failures: counted,
    blockedUntilMs: Math.max(askedUntilMs, nowMs + backOffMs(counted - 1, random)),
  }
}
