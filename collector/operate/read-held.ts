import type { Config } from '../config.js'
import { MAX_HELD_READ } from '../store/held.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { brief, type Brief } from './brief.js'
import { heldBy } from './held-by.js'
import type { ListAsked } from './list-asked.js'
import { releasedBy } from './released-by.js'

/** What waits for a person or for room in the budget. Times are milliseconds since the epoch. */
export interface HeldList {
  counts: HeldCount[]
  /** How many of the newest the counts are of. */
  countedUpTo: number
  /** Whether more are held than were counted. */
  isCut: boolean
  interactions: HeldBrief[]
}

export interface HeldCount {
  reason: string
  interactions: number
  /** In words: what lets go of them. */
  releasedBy: string
}

export interface HeldBrief extends Brief {
  sinceMs: number
  /** Given up then, unless it is let go before. */
  keptUntilMs: number
  /** The setting of now that keeps it, such as `"identity": "strict" of acme-www`; null where none does. */
  heldBy: string | null
}

const DAY_MS = 24 * 60 * 60 * 1000

/** All counts, and of one reason or a search the newest. */
export async function readHeld(
  verbs: ReadVerbs,
  config: Config,
  asked: ListAsked,
): Promise<HeldList> {
  const keptMs = Math.floor(config.hold.days * DAY_MS)
  const counts = await verbs.countHeld()
  const records = await verbs.readHeld(asked)
  const total = counts.reduce((all, { interactions }) => all + interactions, 0)
  return {
    counts: counts.map((each) => ({ ...each, releasedBy: releasedBy(each.reason) })),
    countedUpTo: MAX_HELD_READ,
    isCut: total >= MAX_HELD_READ,
    interactions: records.map((record) => ({
      ...brief(record),
      sinceMs: record.firstOccurredAtMs,
      keptUntilMs: record.firstOccurredAtMs + keptMs,
      heldBy: heldBy(record, config),
    })),
  }
}
