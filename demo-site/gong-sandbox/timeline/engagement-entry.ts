import type { AcceptedCall } from '../accepted-calls.js'
import type { Actor } from '../contract/crm-context.js'
import type { Entry, EntryKind, Sentence } from './entry.js'
import { nameCompany, namePerson, trackedVisitor } from './who.js'

type Engagement = Extract<
  AcceptedCall,
  { call: 'content-viewed' | 'content-shared' | 'custom-action' }
>

/** A row for one of the engagement calls; a share stands under its first recipient. */
export function engagementEntry(accepted: Engagement): Entry {
  const { body } = accepted
  return {
    id: accepted.requestId,
    occurredAtMs: Date.parse(body.eventTimestamp),
    ...describe(accepted),
    ...whoOf(actorOf(accepted), body.trackingId),
    percent: null,
    chips: [...(body.contentProperties ?? []), ...(body.eventProperties ?? [])].map((property) => ({
      name: property.name,
      value: String(property.value),
    })),
    device: null,
    url: body.contentUrl ?? null,
  }
}

function describe(accepted: Engagement): { kind: EntryKind; sentence: Sentence } {
  const { call, body } = accepted
  const title = body.contentTitle ?? null
  switch (call) {
    case 'content-viewed':
      return { kind: 'page', sentence: { before: 'viewed the shared', title, after: '' } }
    case 'content-shared': {
      const sharer = body.sharer?.name ?? body.sharer?.email
      const after = sharer ? `from ${sharer}` : ''
      return { kind: 'share', sentence: { before: 'was sent', title, after } }
    }
    case 'custom-action':
      return {
        kind: 'other',
        sentence: { before: `· ${body.actionName ?? 'action'}`, title, after: '' },
      }
  }
}

function actorOf({ call, body }: Engagement): Actor | null | undefined {
  switch (call) {
    case 'content-viewed':
      return body.viewer
    case 'content-shared':
      return body.recipients?.[0]
    case 'custom-action':
      return body.actor
  }
}

function whoOf(actor: Actor | null | undefined, trackingId: string | null | undefined) {
  if (!actor && trackingId) return trackedVisitor(trackingId)
  const { name, email } = actor ?? {}
  return {
    who: namePerson({ name: name ?? email ?? 'Somebody', email }),
    company: nameCompany(undefined, email),
  }
}
