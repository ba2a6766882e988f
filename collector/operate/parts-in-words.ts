import type { Quota } from './read-quota.js'

const words = (calls: number): string => Math.floor(calls).toLocaleString('en-US')

/**
 * What the table of the budget means, by its own figures: "High priority may use all 5,000 calls of any 24 hours; normal
 * and low together 4,000 of them, low alone 2,500: the rest is kept for higher priorities. …"
 */
export function partsInWords({
  callsPerDay,
  priorities,
}: Pick<Quota, 'callsPerDay' | 'priorities'>): string {
  const { high, normal, low } = priorities
  return [
    `High priority may use all ${words(callsPerDay)} calls of any 24 hours; normal and low together at most ${words(normal.allowed)}, low alone ${words(low.allowed)}: what is left of the day is kept for higher priorities.`,
    `Those two parts are released little by little as the business day passes, so far ${words(normal.released)} and ${words(low.released)}, so that a busy morning does not spend the afternoon; high never waits for that.`,
    `Room is what could be sent now: the least of what is left of the day, of the part, and of what is released. At this moment that is ${words(high.room)} for high, ${words(normal.room)} for normal and ${words(low.room)} for low.`,
  ].join(' ')
}
