import type { DigitalInteraction } from '../gong/digital-interaction.js'
import type { SealedContent } from '../store/interaction.js'
import type { Person } from '../store/who.js'
import { identityLabel } from './identity-label.js'
import type { Setting, Told } from './to-call.js'

/** The digital interaction that an interaction is told as, under a person or a trackingId and never both. */
export function toDigitalInteraction(
  { gongEventId, sessionId, content, who, assurance }: Told,
  { companyName, identity }: Pick<Setting, 'companyName' | 'identity'>,
): DigitalInteraction {
  const { numeric, step, search } = content
  const label = identityLabel(assurance, identity)
  const common = {
    eventId: gongEventId,
    timestamp: new Date(content.occurredAtMs).toISOString(),
    eventType: content.eventType,
    ...(companyName && { sourceSystemName: companyName }),
    sessionId,
    ...(content.device && { device: content.device }),
    content: {
      contentTitle: content.title,
      ...(content.contentId && { contentId: content.contentId }),
      ...(content.contentUrl && { contentUrl: content.contentUrl }),
      ...(content.labels?.length && { contentLabel: content.labels }),
      ...(numeric && { numericContentDetails: numeric }),
      ...(step && { stepContentDetails: step }),
      ...(search && { searchObjectDetails: search }),
      ...(content.customFields.length > 0 && { contentCustomFields: content.customFields }),
    },
    ...(label && {
      customFields: [{ name: 'Identity', value: label, dataType: 'STRING' as const }],
    }),
  }
  return who.kind === 'tracked'
    ? { ...common, trackingId: who.trackingId }
    : { ...common, person: toPerson(who.person, content) }
}

/** In Gong's words. A place without a person would be nobody's. */
function toPerson({ crm, company, ...person }: Person, { place }: SealedContent) {
  return {
    ...person,
    ...(crm && { personBusinessContext: crm }),
    ...(place && {
      location: {
        country: place.country,
        ...(place.region && { state: place.region }),
        ...(place.city && { city: place.city }),
      },
    }),
    ...(company && { company: toCompany(company) }),
  }
}

function toCompany({ crm, ...company }: NonNullable<Person['company']>) {
  return { ...company, ...(crm?.length && { companyBusinessContexts: crm }) }
}
