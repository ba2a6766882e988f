import type { DigitalInteraction } from '../gong/digital-interaction.js'
import type { Site } from '../lib/config-file.js'
import type { Claim } from '../store/outbox.js'

/** What the configuration adds to an interaction. */
export interface Setting {
  companyName: string | undefined
  /** The site's policy: all but `open` label a person whom the page alone names. */
  identity: Site['identity']
}

/** The call to Gong that an interaction becomes. */
export function toDigitalInteraction(
  { gongEventId, sessionId, content, who, assurance }: Claim,
  { companyName, identity }: Setting,
): DigitalInteraction {
  const { numeric, step, search } = content
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
      ...(numeric && { numericContentDetails: numeric }),
      ...(step && { stepContentDetails: step }),
      ...(search && { searchObjectDetails: search }),
      ...(content.customFields.length > 0 && { contentCustomFields: content.customFields }),
    },
    // A seller should see what nobody has proven.
    ...(assurance === 'claimed' &&
      identity !== 'open' && {
        customFields: [{ name: 'Identity', value: 'self-reported', dataType: 'STRING' as const }],
      }),
  }
  return who.kind === 'tracked'
    ? { ...common, trackingId: who.trackingId }
    : { ...common, person: who.person }
}
