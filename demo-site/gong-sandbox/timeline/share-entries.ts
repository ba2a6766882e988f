import { engagementRow, whoOf, type Accepted } from './engagement-row.js'
import type { Chip, Entry } from './entry.js'
import type { Shares } from './read-shares.js'

/** A row under each recipient, so that whoever reads about one of them sees it; all of them count the same views. */
export function shareEntries(accepted: Accepted<'content-shared'>, shares: Shares): Entry[] {
  const { body, requestId } = accepted
  const sharer = sharerOf(accepted)
  const recipients = body.recipients?.length ? body.recipients : [null]
  const row = engagementRow(accepted)

  return recipients.map((recipient, index) => {
    const others = recipients.flatMap((other) => (other && other !== recipient ? [other] : []))
    return {
      ...row,
      ...whoOf(recipient, body.trackingId),
      id: rowIdOf(requestId, index),
      kind: 'share',
      sentence: {
        before: 'was sent',
        title: body.contentTitle,
        after: sharer === null ? '' : `by ${sharer}`,
      },
      chips: [
        ...viewsOf(body.shareId, shares),
        ...chip('Subject', body.sharingMessageSubject),
        ...chip('Also to', others.map(({ name, email }) => name ?? email).join(', ')),
        ...row.chips,
      ],
    }
  })
}

/** Their name, else their e-mail address. */
export function sharerOf({ body }: Accepted<'content-shared'>): string | null {
  return body.sharer?.name ?? body.sharer?.email ?? null
}

/** The id of the row under the recipient of that index. */
export function rowIdOf(requestId: string, index: number): string {
  return index === 0 ? requestId : `${requestId}-${index}`
}

/** Nothing for a share without id, since no view could name it. */
function viewsOf(shareId: string | undefined, shares: Shares): Chip[] {
  const views = shareId === undefined ? undefined : shares.get(shareId)?.views
  if (views === undefined) return []
  if (views === 0) return [{ name: 'Views', value: 'none yet' }]
  return [{ name: null, value: views === 1 ? 'Viewed once' : `Viewed ${views} times` }]
}

function chip(name: string, value: string | undefined): Chip[] {
  return value?.trim() ? [{ name, value }] : []
}
