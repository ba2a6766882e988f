import type { CustomField, SealedContent } from '../store/interaction.js'

type Own =
  | 'eventType'
  | 'title'
  | 'contentId'
  | 'labels'
  | 'priority'
  | 'reportAs'
  | 'numeric'
  | 'step'
  | 'search'

/** The part of an interaction's content that depends on its kind; what it leaves out is taken from the page. */
export interface KindContent extends Partial<Pick<SealedContent, Own>> {
  customFields: CustomField[]
}
