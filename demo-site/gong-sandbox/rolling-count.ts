/**
 * How many calls came within the last `windowMs`, for any moment and not for calendar seconds or days. Times must
 * not run backwards. A call made exactly `windowMs` ago has left the window.
 */
export function createRollingCount(windowMs: number) {
  let times: number[] = []
  let oldest = 0

  return {
    /** Counts a call at `nowMs` and says how many the window now holds, this one included. */
    add(nowMs: number): number {
      times.push(nowMs)
      while ((times[oldest] ?? nowMs) <= nowMs - windowMs) oldest += 1
      if (oldest > 1000 && oldest * 2 > times.length) {
        times = times.slice(oldest)
        oldest = 0
      }
      return times.length - oldest
    },

    /** Milliseconds from `nowMs` until the window holds fewer than `limit` calls; 0 if it already does. */
    msUntilBelow(limit: number, nowMs: number): number {
      const last = times[times.length - limit]
      return last === undefined ? 0 : Math.max(0, last + windowMs - nowMs)
    },
  }
}
