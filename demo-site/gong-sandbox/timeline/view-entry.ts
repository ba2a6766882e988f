import { engagementRow, whoOf, type Accepted } from './engagement-row.js'
import type { Entry, Sentence } from './entry.js'
import type { Share, Shares } from './read-shares.js'
import { rowIdOf, sharerOf } from './share-entries.js'

/**
 * A view in terms of the share that it answers: “viewed what Sam Keller shared”, and with whom when somebody else looks
 * at it. A view that names nobody stands under the company that the share went to.
 */
export function viewEntry(accepted: Accepted<'content-viewed'>, shares: Shares): Entry {
  const { body } = accepted
  const share = body.shareId === undefined ? undefined : shares.get(body.shareId)
  const row = engagementRow(accepted)
  const action = body.viewActionTitle
  const { who, company } = whoOf(body.viewer, body.trackingId)
  const isNobody = !body.viewer?.email && !body.viewer?.name && !body.trackingId
  return {
    ...row,
    who,
    company: isNobody && share ? whoOf(share.call.body.recipients?.[0], null).company : company,
    kind: 'page',
    sentence: describe(body.contentTitle, body.viewer?.email, share),
    chips: [...(action === undefined ? [] : [{ name: 'Action', value: action }]), ...row.chips],
    answers: share ? answersOf(share, body.viewer?.email) : null,
  }
}

function describe(title: string, viewer: string | undefined, share: Share | undefined): Sentence {
  const sharer = share && sharerOf(share.call)
  if (!sharer) return { before: 'viewed the shared', title, after: '' }
  const first = share.call.body.recipients?.[0]
  const isForwarded = viewer !== undefined && first && indexOf(share, viewer) === -1
  const others = isForwarded ? ` with ${first.name ?? first.email}` : ''
  return { before: `viewed what ${sharer} shared${others}:`, title, after: '' }
}

/** The row of the share under this very viewer, else the first of its rows. */
function answersOf({ call, isShown }: Share, viewer: string | undefined): Entry['answers'] {
  const index = viewer === undefined ? -1 : indexOf({ call }, viewer)
  return {
    rowId: isShown ? rowIdOf(call.requestId, Math.max(0, index)) : null,
    subject: call.body.sharingMessageSubject?.trim() || null,
    sharedAtMs: Date.parse(call.body.eventTimestamp),
  }
}

function indexOf({ call }: Pick<Share, 'call'>, viewer: string): number {
  const address = viewer.toLowerCase()
  return (call.body.recipients ?? []).findIndex(({ email }) => email?.toLowerCase() === address)
}
