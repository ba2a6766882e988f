import type { AcceptedCall } from '../accepted-calls.js'
import { actionEntry } from './action-entry.js'
import { interactionEntry } from './interaction-entry.js'
import type { Shares } from './read-shares.js'
import { shareEntries } from './share-entries.js'
import { viewEntry } from './view-entry.js'

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

export type Sentence = { before: string; title: string | null; after: string }

/** A label of the content, or a named value. */
export type Chip = { name: string | null; value: string }

/** Whose timeline a row stands in; equal keys are one person. */
export type Who = { key: string; name: string; detail: string | null }

/** Under which account it stands; equal keys are one company. */
export type CompanyName = { key: string; name: string; detail: string | null }

/** One row of the timeline: all that a seller reads, in words and numbers. */
export type Entry = {
  id: string
  /** The call that it came of, which has more rows when it went to more people. */
  callId: string
  occurredAtMs: number
  kind: EntryKind
  who: Who
  company: CompanyName
  sentence: Sentence
  /** 0 to 100. */
  percent: number | null
  chips: Chip[]
  device: 'MOBILE' | 'PC' | null
  url: string | null
  /** The share that a view answers; `rowId` leads to it, if it is on the page. */
  answers: { rowId: string | null; subject: string | null; sharedAtMs: number } | null
}

/** The rows of a call: several for content shared with several people, none for what is no engagement at all. */
export function toEntries(accepted: AcceptedCall, shares: Shares): Entry[] {
  switch (accepted.call) {
    case 'digital-interaction':
      return [interactionEntry(accepted.requestId, accepted.body)]
    case 'content-viewed':
      return [viewEntry(accepted, shares)]
    case 'content-shared':
      return shareEntries(accepted, shares)
    case 'custom-action':
      return [actionEntry(accepted)]
    case 'integration-settings':
      return []
  }
}

/** The first row of a call that is read by itself, without the shares around it. */
export function toEntry(accepted: AcceptedCall): Entry | null {
  return toEntries(accepted, new Map())[0] ?? null
}
