import { engagementRow, whoOf, type Accepted } from './engagement-row.js'
import type { Entry } from './entry.js'

export function actionEntry(accepted: Accepted<'custom-action'>): Entry {
  const { body } = accepted
  return {
    ...engagementRow(accepted),
    ...whoOf(body.actor, body.trackingId),
    kind: 'other',
    sentence: {
      before: `· ${body.actionName ?? 'action'}`,
      title: body.contentTitle ?? null,
      after: '',
    },
  }
}
