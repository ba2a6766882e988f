import type { AcceptedCall } from '../accepted-calls.js'
import { engagementEntry } from './engagement-entry.js'
import { interactionEntry } from './interaction-entry.js'

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
}

/** Null for a call that leaves nothing on a timeline. */
export function toEntry(accepted: AcceptedCall): Entry | null {
  switch (accepted.call) {
    case 'digital-interaction':
      return interactionEntry(accepted.requestId, accepted.body)
    case 'content-viewed':
    case 'content-shared':
    case 'custom-action':
      return engagementEntry(accepted)
    case 'integration-settings':
      return null
  }
}
