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
 * An event is never in the future. What would be is ahead by the page's clock, and so is all that came with it, as far
 * as the clock ran on: events come in the order in which they happened, so between two of which the later has the earlier
 * time the clock was set back. Such a run is moved back as a whole, so that its order and distances stay. Were each
 * event moved by itself, a form and the logout 30 ms later would have happened at once, and the form would be the next
 * person's. Were all moved, a logout after the clock was set right would come before the form that it followed.
 *
 * A run that is ahead of its own beacon was told by a clock that has been set back, and ends before what follows it.
 * Other runs need not be in order, since what several pages could not send comes in one beacon: they keep their times,
 * but where the order by their times would change. An event that is ahead by more than a day is a broken clock's or
 * made up; it moves nobody else, and happened as it came, or before what follows it.
 */
export function trueTimesMs(
  occurredAtMs: readonly number[],
  { receivedAtMs, sentAtMs }: BeaconTimes,
): number[] {
  const isRight = Math.abs(receivedAtMs - sentAtMs) <= MAX_TRAVEL_MS
  const wrongByMs = isRight ? 0 : sentAtMs - receivedAtMs
  const said = occurredAtMs.map((each, index) => ({ index, saidMs: each - wrongByMs }))
  const isSound = ({ saidMs }: Said): boolean => saidMs <= receivedAtMs + MAX_AHEAD_MS
  const leftAtMs = Math.max(receivedAtMs, sentAtMs - wrongByMs)

  const placed: Placed[] = []
  for (const run of runsOf(said.filter(isSound)).toReversed()) {
    const wasSetBack = run.some(({ saidMs }) => saidMs > leftAtMs)
    const aheadMs = run.map((each) => each.saidMs - latestMs(each, wasSetBack))
    const byMs = Math.max(0, ...aheadMs)
    placed.push(...run.map((each) => ({ ...each, trueMs: each.saidMs - byMs })))
  }
  const trueMs = new Map(placed.map((each) => [each.index, each.trueMs]))
  return said.map((each) => Math.max(0, trueMs.get(each.index) ?? latestMs(each, true)))

  /** When an event has happened at the latest, by what follows it. */
  function latestMs({ index, saidMs }: Said, wasSetBack: boolean): number {
    return placed
      .filter((each) => each.index > index && (wasSetBack || each.saidMs >= saidMs))
      .map((each) => (wasSetBack || each.saidMs > saidMs ? each.trueMs - 1 : each.trueMs))
      .reduce((earliest, each) => Math.min(earliest, each), receivedAtMs)
  }
}

/** By a clock that is no longer wrong by more than it was when the beacon left. */
interface Said {
  index: number
  saidMs: number
}

interface Placed extends Said {
  trueMs: number
}

/** Events in order, cut where the time goes back. */
function runsOf(said: readonly Said[]): Said[][] {
  const runs: Said[][] = []
  let lastMs = Infinity
  for (const each of said) {
    const run = each.saidMs < lastMs ? undefined : runs.at(-1)
    if (run) run.push(each)
    else runs.push([each])
    lastMs = each.saidMs
  }
  return runs
}

/** Of one event, as if it had come alone. */
export function trueTimeMs({
  occurredAtMs,
  ...times
}: BeaconTimes & { occurredAtMs: number }): number {
  const [trueMs = times.receivedAtMs] = trueTimesMs([occurredAtMs], times)
  return trueMs
}
