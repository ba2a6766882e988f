import type { DigitalInteraction } from '../gong/digital-interaction.js'
import type { Site } from '../lib/config-file.js'
import type { SealedContent } from '../store/interaction.js'
import type { Claim } from '../store/outbox.js'
import type { Assurance, Person } from '../store/who.js'

/** What the configuration adds to an interaction. */
export interface Setting {
  companyName: string | undefined
  /** The site's policy: all but `open` label a person whom the page alone names. */
  identity: Site['identity']
}

/**
 * The call to Gong that an interaction becomes, under a person or a trackingId and never both. It is this call whatever
 * the content's `reportAs` asks for, until there are others: what is asked for stays with the content, and nothing is
 * kept back for it.
 */
export function toDigitalInteraction(
  { gongEventId, sessionId, content, who, assurance }: Claim,
  { companyName, identity }: Setting,
): DigitalInteraction {
  const { numeric, step, search } = content
  const label = labelOf(assurance, identity)
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

/** A seller should see what nobody has proven. */
function labelOf(assurance: Assurance, identity: Site['identity']): string | null {
  switch (assurance) {
    case 'verified':
    case 'corroborated':
      return null
    case 'claimed':
      return identity === 'open' ? null : 'self-reported'
    case 'inferred':
      return 'company network'
  }
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
