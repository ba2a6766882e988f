import type { StoredEvent } from '../store/events.js'
import { field } from './custom-field.js'
import type { KindContent } from './kind-content.js'
import { activeTimeField, pageActivity, sourceFields } from './page-activity.js'

/** Views of one page in one session: how many, how long, how far, and where the visitor came from. */
export function composePage(stored: readonly StoredEvent[]): KindContent {
  const activity = pageActivity(stored)
  const { views, scrollPercent } = activity
  return {
    customFields: [
      field('Views', views),
      ...activeTimeField(activity),
      ...(scrollPercent > 0 ? [field('Deepest scroll percent', scrollPercent)] : []),
      ...sourceFields(stored),
    ],
  }
}
