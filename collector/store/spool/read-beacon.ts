import { createHash } from 'node:crypto'
import { boundedText } from './storable-text.js'
import type { AcceptedEvent, FailedEvent, SpooledBeacon } from './spooled-beacon.js'
import type { SpoolRow } from './spool.js'

/** As much as a beacon may weigh. */
const MAX_BODY_BYTES = 64 * 1024

/**
 * The beacon in a row of the spool. A row that does not hold one, which only damage to the file can bring about, comes
 * out as a beacon without a site whose only event has failed: kept, and in nobody's way.
 */
export function readBeacon({ seq, text }: SpoolRow, nowMs: number): SpooledBeacon {
  let words = 'the JSON is not that of a beacon'
  try {
    const json: unknown = JSON.parse(text)
    if (isBeacon(json)) return json
  } catch (error) {
    words = String(error)
  }
  return {
    // The same each time that it is read, so that it is kept once.
    beaconId: createHash('sha256').update(`${seq}:${text}`).digest('hex'),
    siteId: '',
    anonymousId: '',
    receivedAtMs: nowMs,
    userAgent: null,
    events: [],
    failedEvents: [
      {
        index: 0,
        reason: 'beacon_unreadable',
        detail: boundedText(words, MAX_DETAIL_BYTES),
        body: boundedText(text, MAX_BODY_BYTES),
      },
    ],
  }
}

const MAX_DETAIL_BYTES = 500

/** All that the store binds: of the rest, which was checked at the edge, nothing is asked again. */
function isBeacon(json: unknown): json is SpooledBeacon {
  const beacon = json as Partial<SpooledBeacon> | null
  return (
    typeof beacon === 'object' &&
    typeof beacon?.beaconId === 'string' &&
    typeof beacon.siteId === 'string' &&
    typeof beacon.anonymousId === 'string' &&
    Number.isSafeInteger(beacon.receivedAtMs) &&
    (beacon.userAgent === null || typeof beacon.userAgent === 'string') &&
    // Kept as JSON, whatever is in it.
    (beacon.context === undefined || isObject(beacon.context)) &&
    Array.isArray(beacon.events) &&
    beacon.events.every(isAccepted) &&
    Array.isArray(beacon.failedEvents) &&
    beacon.failedEvents.every(isFailed)
  )
}

function isAccepted(each: Partial<AcceptedEvent> | null): boolean {
  const { eventId, sessionId, type } = each?.event ?? {}
  return [eventId, sessionId, type].every(isText) && Number.isSafeInteger(each?.occurredAtMs)
}

function isFailed(each: Partial<FailedEvent> | null): boolean {
  return [each?.reason, each?.detail, each?.body].every(isText) && Number.isSafeInteger(each?.index)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}
