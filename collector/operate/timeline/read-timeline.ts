import type { Config } from '../../config.js'
import type { ReadVerbs } from '../../store/open-to-read.js'
import type { InteractionState } from '../../store/tables.js'
import type { EntryState } from './entry.js'
import { groupEntries, type CompanyGroup, type Told } from './group-entries.js'
import { nameOf } from './name.js'
import { toEntry } from './to-entry.js'

/** What sellers have read or will read, and on request what is held back. */
export interface Timeline {
  /** Nothing is sent: what waits is what would be. */
  isPreview: boolean
  asked: TimelineQuestion
  /** By company and person, of the newest entries. */
  companies: CompanyGroup[]
  /** Still gathering what happens, up to MAX_OPEN_COUNTED of store/timeline.ts. */
  open: { interactions: number; nextSealDueAtMs: number | null }
  /** Where older ones begin; null when there are none. */
  nextBeforeId: number | null
}

export interface TimelineQuestion {
  /** `told`: what waits and what was delivered. */
  state: TimelineState
  /** A part of a name, an address, a company or a title. */
  text: string | null
  siteId: string | null
  limit: number
  beforeId: number | null
}

export type TimelineState = 'told' | EntryState

/** Among so many of the newest a text or a site is looked for at once. */
export const MAX_SEARCHED = 2000

const STATES: Record<TimelineState, readonly InteractionState[]> = {
  told: ['pending', 'delivered'],
  waiting: ['pending'],
  delivered: ['delivered'],
  held: ['held'],
}

export async function readTimeline(
  verbs: ReadVerbs,
  config: Pick<Config, 'sites' | 'companyName' | 'gong'>,
  asked: TimelineQuestion,
): Promise<Timeline> {
  const { state, text, siteId, limit } = asked
  const isFiltered = text !== null || siteId !== null
  const take = isFiltered ? Math.max(MAX_SEARCHED, limit + 1) : limit + 1
  const beforeId = asked.beforeId ?? undefined
  const records = await verbs.readTimeline({ limit: take, beforeId, states: STATES[state] })
  const told = records.flatMap((record): Told[] => {
    if (siteId !== null && record.siteId !== siteId) return []
    const entry = toEntry(record, config)
    return entry ? [{ entry, ...nameOf(record) }] : []
  })
  const found = text === null ? told : told.filter((each) => has(each, text))
  const shown = found.slice(0, limit)
  const lastId =
    found.length > limit ? shown.at(-1)?.entry.interactionId : records.at(-1)?.interactionId
  const isMore = found.length > limit || records.length === take
  return {
    isPreview: config.gong === null,
    asked,
    companies: groupEntries(shown),
    open: await verbs.countOpen(),
    nextBeforeId: isMore ? (lastId ?? null) : null,
  }
}

function has({ who, company, entry }: Told, text: string): boolean {
  const { before, title, after } = entry.sentence
  const words = [who.name, who.detail, company.name, company.detail, before, title, after]
  const all = [...words, who.key].join('\n').toLowerCase()
  return all.includes(text.toLowerCase())
}
