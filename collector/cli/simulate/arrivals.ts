import type { StoreToRead } from '../../store/open-to-read.js'
import type { EventRecord } from '../../store/records.js'
import type { SpooledBeacon } from '../../store/spool/spooled-beacon.js'
import type { Span } from './find-span.js'

const EVENTS_PER_READ = 1000

/** Stored events as they came, one after the other, of which never more than a thousand are in memory. */
export async function* arrivals(source: StoreToRead, span: Span): AsyncGenerator<EventRecord> {
  let seq = span.fromSeq
  for (;;) {
    const events = await source.read((verbs) => verbs.readEventsFrom(seq, EVENTS_PER_READ))
    for (const event of events) {
      if (event.seq > span.lastSeq) return
      yield event
      seq = event.seq + 1
    }
    if (events.length === 0) return
  }
}

/** The beacon in which an event may have come. */
export function beaconOf(record: EventRecord): SpooledBeacon {
  const { seq, siteId, anonymousId, receivedAtMs, userAgent, context, event, occurredAtMs } = record
  return {
    beaconId: String(seq),
    siteId,
    anonymousId,
    receivedAtMs,
    userAgent,
    context,
    events: [{ event, occurredAtMs }],
    failedEvents: [],
  }
}
