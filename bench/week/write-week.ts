import type { SpooledBeacon } from '../../collector/store/spool/spooled-beacon.js'
import { writeDay } from '../day/write-day.js'

const DAY_MS = 24 * 60 * 60 * 1000

export interface WeekOrder {
  seed: number
  /** A Monday's midnight. */
  startMs: number
  /** From Monday on. */
  visitorsByDay: readonly number[]
}

/** What a site's visitors do in a week, day by day, in the order in which it arrives; other people each day. */
export function writeWeek({ seed, startMs, visitorsByDay }: WeekOrder): SpooledBeacon[] {
  return visitorsByDay
    .flatMap((visitors, day) =>
      writeDay({ seed: seed + day, visitors, startMs: startMs + day * DAY_MS }),
    )
    .sort((a, b) => a.receivedAtMs - b.receivedAtMs)
}
