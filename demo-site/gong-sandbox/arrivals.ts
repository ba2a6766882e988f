import { createRollingCount } from './rolling-count.js'
import { DAY_MS, SECOND_MS } from './spans.js'

/**
 * The most calls that came in any rolling second and any rolling 24 hours, signed in or not: what a client may be held
 * to. The quota counts for itself, since a stranger's calls spend none of it.
 */
export function createArrivals() {
  const second = createRollingCount(SECOND_MS)
  const day = createRollingCount(DAY_MS)
  let mostInOneSecond = 0
  let mostInOneDay = 0

  return {
    add(nowMs: number): void {
      mostInOneSecond = Math.max(mostInOneSecond, second.add(nowMs))
      mostInOneDay = Math.max(mostInOneDay, day.add(nowMs))
    },

    most: () => ({ mostInOneSecond, mostInOneDay }),
  }
}
