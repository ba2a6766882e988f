import type { CustomField, SealedContent } from '../store/interaction.js'

/** The part of an interaction's content that depends on its kind; what it leaves out is taken from the page. */
export interface KindContent extends Partial<
  Pick<SealedContent, 'eventType' | 'title' | 'contentId' | 'numeric' | 'step' | 'search'>
> {
  customFields: CustomField[]
}
