/**
 * When an event really happened. The page's clock may be wrong by hours, but it was as wrong when the beacon left as
 * when the event occurred, so the event's age is right: receivedAtMs - (sentAtMs - occurredAtMs). An event is never
 * in the future: an age below zero counts as none.
 */
export function trueTimeMs(times: {
  receivedAtMs: number
  sentAtMs: number
  occurredAtMs: number
}): number {
  const ageMs = Math.max(0, times.sentAtMs - times.occurredAtMs)
  return Math.max(0, times.receivedAtMs - ageMs)
}
