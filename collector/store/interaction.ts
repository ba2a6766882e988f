import type { Priority, ReportCall } from './tables.js'
import type { Place } from './visitor-context.js'
import type { Person } from './who.js'

/** What a seller reads, as verbs in the past. */
export type InteractionKind =
  | 'page viewed'
  | 'pages viewed'
  | 'link clicked'
  | 'button clicked'
  | 'element clicked'
  | 'file downloaded'
  | 'form submitted'
  | 'video watched'
  | 'content searched'
  | 'step reached'
  | 'rating given'
  | 'custom event'

/** Pages of little value in one session, told together. */
export const DIGEST_KIND = 'pages viewed'

/** A page in one session: what may answer a share. */
export const PAGE_KIND = 'page viewed' satisfies InteractionKind

/** What a seller did and no visitor: told by no event, so that no stage but delivery meets it. */
export const SHARE_KIND = 'content shared'

/** An interaction's content, fixed when it is sealed and never changed afterwards. */
export interface SealedContent {
  /** Free text that sellers read: the kind, or a custom event's own name. */
  eventType: string
  /** When it began, by true time. */
  occurredAtMs: number
  /** Absent when unknown. */
  device?: 'MOBILE' | 'PC'
  /** Never empty. */
  title: string
  contentId?: string
  /** On the site's own origins only, without query and fragment. */
  contentUrl?: string
  /** By the content rule. */
  labels?: string[]
  priority: Priority
  /** By which of Gong's calls it is to be told, where there is room for it there. */
  reportAs: ReportCall
  /** The `match` of the content rule that decided; absent when none did. */
  rule?: string
  /** Where its first event came from. */
  place?: Place
  /** Of the company whose network its first event came from. */
  networkDomain?: string
  numeric?: NumericDetails
  step?: { value: string; availableSteps: string[] }
  search?: {
    name: string
    objectType: 'VENDOR' | 'PRODUCT' | 'CATEGORY'
    domain: string
    objectId?: string
    url?: string
  }
  customFields: CustomField[]
  /** Of a share alone: who sent it to whom. */
  share?: SharedContent
}

/** A message by which a seller sent content to people; a view of it answers by the `shareId`. */
export interface SharedContent {
  shareId: string
  sharer?: { id?: string; email?: string; name?: string }
  /** One at the least, each with an address. */
  recipients: { person: Person; title?: string }[]
  subject?: string
  /** HTML is allowed. */
  body?: string
}

/** All three are int32. */
export interface NumericDetails {
  value: number
  rangeFrom: number
  rangeTo: number
  numericType: 'PERCENTAGE' | 'NPS' | 'RATING' | 'OTHER'
}

export interface CustomField {
  name: string
  /** Always a string; DURATION in seconds. */
  value: string
  dataType: 'STRING' | 'NUMBER' | 'DURATION' | 'URL' | 'BOOLEAN'
}
