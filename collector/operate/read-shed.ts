import { reasonOf } from '../explain/reason.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { MAX_SHED_COUNTED } from '../store/shed.js'
import { brief, type Brief } from './brief.js'
import type { ListAsked } from './list-asked.js'
import type { ReasonCount } from './read-dead.js'

/** Interactions that were given up. Times are milliseconds since the epoch. */
export interface ShedList {
  counts: ReasonCount[]
  /** How many of the newest the counts are of. */
  countedUpTo: number
  /** Whether more were given up than were counted. */
  isCut: boolean
  interactions: ShedBrief[]
}

export interface ShedBrief extends Brief {
  happenedAtMs: number
  endedAtMs: number | null
}

/** All counts, and of one reason or a search the newest. */
export async function readShed(verbs: ReadVerbs, asked: ListAsked): Promise<ShedList> {
  const counts = await verbs.countShed()
  const records = await verbs.readShed(asked)
  const total = counts.reduce((all, { interactions }) => all + interactions, 0)
  return {
    counts: counts.map((each) => ({ ...each, words: reasonOf(each.reason).words })),
    countedUpTo: MAX_SHED_COUNTED,
    isCut: total >= MAX_SHED_COUNTED,
    interactions: records.map((record) => ({
      ...brief(record),
      happenedAtMs: record.firstOccurredAtMs,
      endedAtMs: record.endedAtMs,
    })),
  }
}
