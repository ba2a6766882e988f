/** A beacon is not under way for longer, but on the worst of networks. */
export const MAX_TRAVEL_MS = 5000

/** A clock that is set while a page is open is set by hours at most, when it changes its time zone by mistake. */
export const MAX_AHEAD_MS = 24 * 60 * 60 * 1000

/** By the collector's clock and the page's. */
export interface BeaconTimes {
  receivedAtMs: number
  sentAtMs: number
}

/**
 * When a beacon's events really happened, in the order in which they are given. The page's clock may be wrong by hours,
 * but it was as wrong when the beacon left as when an event occurred, so the event's age is right: receivedAtMs -
 * (sentAtMs - occurredAtMs). A clock that differs by no more than a beacon may have been under way is taken to be right
 * instead: corrected by the travel of its beacon, a click could come after the view that it led to.
 *
 * An event is never in the future. What would be is ahead by the page's clock, and so is all that came with it: the
 * beacon is moved back as a whole, so that order and distances stay. Were each moved by itself, a form and the logout
 * 30 ms later would have happened at once, and the form would be the next person's. An event that is ahead by more than
 * a day is a broken clock's or made up; it moves nobody else, and happened as it came.
 */
export function trueTimesMs(
  occurredAtMs: readonly number[],
  { receivedAtMs, sentAtMs }: BeaconTimes,
): number[] {
  const isRight = Math.abs(receivedAtMs - sentAtMs) <= MAX_TRAVEL_MS
  const wrongByMs = isRight ? 0 : sentAtMs - receivedAtMs
  const aheadMs = occurredAtMs
    .map((each) => each - wrongByMs - receivedAtMs)
    .reduce((most, each) => (each <= MAX_AHEAD_MS ? Math.max(most, each) : most), 0)
  return occurredAtMs.map((each) => {
    return Math.max(0, Math.min(receivedAtMs, each - wrongByMs - aheadMs))
  })
}

/** Of one event, as if it had come alone. */
export function trueTimeMs({
  occurredAtMs,
  ...times
}: BeaconTimes & { occurredAtMs: number }): number {
  const [trueMs = times.receivedAtMs] = trueTimesMs([occurredAtMs], times)
  return trueMs
}
