import { reasonOf } from '../explain/reason.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { brief, type Brief } from './brief.js'
import type { ListAsked } from './list-asked.js'

/** What Gong refused for good, or of which nothing could be made. Times are milliseconds since the epoch. */
export interface DeadList {
  counts: ReasonCount[]
  deadLetters: DeadLetter[]
}

export interface ReasonCount {
  reason: string
  interactions: number
  /** What the reason says. */
  words: string
}

export interface DeadLetter extends Brief {
  endedAtMs: number | null
  gongsWords: string[]
  attempts: number
  gongEventId: string | null
}

/** All counts, and of one reason or a search the newest. */
export async function readDead(verbs: ReadVerbs, asked: ListAsked): Promise<DeadList> {
  const counts = await verbs.countDead()
  const records = await verbs.readDead(asked)
  return {
    counts: counts.map((each) => ({ ...each, words: reasonOf(each.reason).words })),
    deadLetters: records.map((record) => ({
      ...brief(record),
      endedAtMs: record.endedAtMs,
      gongsWords: record.detail,
      attempts: record.attempts,
      gongEventId: record.gongEventId,
    })),
  }
}
