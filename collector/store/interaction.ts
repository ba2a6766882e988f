import type { Priority } from './tables.js'
import type { Place } from './visitor-context.js'

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
  /** By which of Gong's calls it is told. */
  reportAs: 'digital-interaction' | 'content-viewed' | 'custom-action'
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
