import type { StoredReason } from '../../explain/reason.js'
import type { Priority, ReportCall } from '../../store/tables.js'
import type { Assurance } from '../../store/who.js'

/** One row of a person's timeline: all that a seller reads, and what became of it. */
export interface TimelineEntry {
  interactionId: number
  siteId: string
  /** `waiting` is to be sent, or would be while there are no credentials; `held` is told to nobody yet. */
  state: EntryState
  occurredAtMs: number
  kind: EntryKind
  /** Without its subject: "watched 60 % of", the title, and what follows it. */
  sentence: Sentence
  /** 0 to 100. */
  percent: number | null
  chips: Chip[]
  device: 'MOBILE' | 'PC' | null
  /** On the site's own origins. */
  url: string | null
  /** How we know who it was; null where nobody is known. */
  assurance: Assurance | null
  priority: Priority
  /** Which of Gong's calls tells it. */
  call: ReportCall
  attempts: number
  /** Gong's, once it has taken it. */
  requestId: string | null
  /** Why it is held, or waits longer. */
  reason: StoredReason | null
}

export type EntryState = 'waiting' | 'delivered' | 'held'

/** What is drawn beside a row. */
export type EntryKind =
  | 'page'
  | 'video'
  | 'click'
  | 'download'
  | 'form'
  | 'rating'
  | 'search'
  | 'step'
  | 'share'
  | 'other'

export interface Sentence {
  before: string
  title: string
  after: string
}

/** A label of the content, or a named value. */
export interface Chip {
  name: string | null
  value: string
}

/** A person or a company; equal keys are one. */
export interface Named {
  key: string
  name: string
  /** Beside the name: an address, a place, a domain; null where the name says it all. */
  detail: string | null
}
