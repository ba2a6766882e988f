import type { Span } from '../lib/tracing.js'
import type { SpooledBeacon } from '../store/spool/spooled-beacon.js'
import type { Refusal } from './refusal.js'

/** In the trace of its first event, and linked to those of the others. */
export function storedSpan({ siteId, events, failedEvents, dropped }: SpooledBeacon): Span {
  const [first, ...others] = events.map(({ event }) => event.eventId)
  return {
    name: 'tamtam.accept',
    traceOf: first,
    isFirst: true,
    linkedTo: others,
    attributes: {
      'tamtam.site': siteId,
      'tamtam.events': events.length,
      'tamtam.failed_events': failedEvents.length,
      'tamtam.outcome': dropped?.reason ?? 'stored',
    },
  }
}

/** Of which event it was is not known. */
export function refusedSpan({ error, siteId }: Refusal): Span {
  const site = siteId === undefined ? {} : { 'tamtam.site': siteId }
  return {
    name: 'tamtam.accept',
    attributes: { ...site, 'tamtam.outcome': error },
    failed: true,
  }
}
