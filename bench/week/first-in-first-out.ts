/**
 * When each of these would be sent by one queue that knows nothing of value, under the same limits: in the order in
 * which they became ready, never more than so many in any rolling second and any rolling 24 hours. Null: not by `endMs`.
 */
export function firstInFirstOut(order: {
  /** In order of time. */
  readyAtMs: readonly number[]
  endMs: number
  callsPerSecond: number
  callsPerDay: number
}): (number | null)[] {
  const { readyAtMs, endMs, callsPerSecond, callsPerDay } = order
  const sentAtMs: number[] = []
  for (const [at, atMs] of readyAtMs.entries()) {
    const freeInSecondMs = (sentAtMs[at - callsPerSecond] ?? -Infinity) + SECOND_MS
    const freeInDayMs = (sentAtMs[at - callsPerDay] ?? -Infinity) + DAY_MS
    sentAtMs.push(Math.max(atMs, freeInSecondMs, freeInDayMs))
  }
  return sentAtMs.map((atMs) => (atMs < endMs ? atMs : null))
}

const SECOND_MS = 1000
const DAY_MS = 24 * 60 * 60 * SECOND_MS
