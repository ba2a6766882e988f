import type { AcceptedCall } from '../accepted-calls.js'
import type { Actor } from '../contract/crm-context.js'
import type { CompanyName, Entry, Who } from './entry.js'
import { nameCompany, namePerson, trackedVisitor } from './who.js'

export type Accepted<C extends AcceptedCall['call']> = Extract<AcceptedCall, { call: C }>

type Engagement = Accepted<'content-viewed' | 'content-shared' | 'custom-action'>

/** What the rows of the three engagement calls have in common, which is all but who and what. */
export function engagementRow({ requestId, body }: Engagement) {
  return {
    id: requestId,
    callId: requestId,
    occurredAtMs: Date.parse(body.eventTimestamp),
    percent: null,
    chips: [...(body.contentProperties ?? []), ...(body.eventProperties ?? [])].map((property) => ({
      name: property.name,
      value: String(property.value),
    })),
    device: null,
    url: body.contentUrl ?? null,
    answers: null,
  } satisfies Partial<Entry>
}

/** The person of an engagement call and their company, which only their e-mail address tells. */
export function whoOf(
  actor: Actor | null | undefined,
  trackingId: string | null | undefined,
): { who: Who; company: CompanyName } {
  if (!actor && trackingId) return trackedVisitor(trackingId)
  const { name, email } = actor ?? {}
  return {
    who: namePerson({ name: name ?? email ?? 'Somebody', email }),
    company: nameCompany(undefined, email),
  }
}
