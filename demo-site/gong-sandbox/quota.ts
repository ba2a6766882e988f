import { createRollingCount } from './rolling-count.js'
import { DAY_MS, SECOND_MS } from './spans.js'

export type Leave = { kind: 'granted' } | { kind: 'refused'; retryAfterSeconds: number }

/**
 * Gong's quota for a company: so many calls in any rolling second and any rolling 24 hours. Every signed-in call
 * counts, refused ones too, so that a client which hammers on is never let in; `retryAfterSeconds` is when the next
 * call would be granted if none came in between.
 */
export function createQuota(limits: { callsPerSecond: number; callsPerDay: number }) {
  const second = createRollingCount(SECOND_MS)
  const day = createRollingCount(DAY_MS)
  let busiestSecond = 0

  return {
    take(nowMs: number): Leave {
      const inSecond = second.add(nowMs)
      const inDay = day.add(nowMs)
      busiestSecond = Math.max(busiestSecond, inSecond)
      if (inSecond <= limits.callsPerSecond && inDay <= limits.callsPerDay) {
        return { kind: 'granted' }
      }
      const waitMs = Math.max(
        second.msUntilBelow(limits.callsPerSecond, nowMs),
        day.msUntilBelow(limits.callsPerDay, nowMs),
      )
      return { kind: 'refused', retryAfterSeconds: Math.max(1, Math.ceil(waitMs / SECOND_MS)) }
    },

    /** The most signed-in calls in any rolling second, granted or not. */
    busiestSecond: () => busiestSecond,
  }
}
