import type { Actor } from '../gong/actor.js'
import type { Person } from '../store/who.js'
import { identityLabel } from './identity-label.js'
import type { Setting, Told } from './to-call.js'
import { toContentProperties, toEventProperties } from './to-properties.js'
import { toCrmContext } from './to-crm-context.js'

/** Gong demands a name of whoever reports; where the company has not given its own, it is ours. */
const NO_COMPANY_NAME = 'Tamtam'

/** What the three engagement calls have in common. */
export function toEngagement(
  { gongEventId, content, who, assurance }: Told,
  { companyName, identity }: Setting,
) {
  const label = identityLabel(assurance, identity)
  const contentProperties = toContentProperties(content)
  const eventProperties = toEventProperties(content, { who, label })
  return {
    reportingSystem: companyName ?? NO_COMPANY_NAME,
    eventTimestamp: new Date(content.occurredAtMs).toISOString(),
    eventId: gongEventId,
    ...(contentProperties.length > 0 && { contentProperties }),
    ...(eventProperties.length > 0 && { eventProperties }),
  }
}

/** A person in the words of the engagement calls, which have no number and no company: that one is the event's. */
export function toActor({ email, name, crm }: Person, title?: string): Actor {
  const context = toCrmContext(crm ? [crm] : [])
  return {
    ...(email && { email }),
    ...(name && { name }),
    ...(title && { title }),
    ...(context && { context }),
  }
}

/** The accounts and deals of people's companies. */
export function crmContextOf(people: readonly Person[]) {
  const crmContext = toCrmContext(people.flatMap(({ company }) => company?.crm ?? []))
  return crmContext && { crmContext }
}
