import type { WireEvent } from '../../../wire/event.js'
import type { VisitorContext } from '../visitor-context.js'
import type { ErrorCode } from '../../lib/error-codes.js'

/** What is durable when a beacon is answered by 204: all of it, with what was wrong with its bad events. */
export interface SpooledBeacon {
  /** Minted here, so that a beacon forwarded twice leaves one trace. */
  beaconId: string
  siteId: string
  anonymousId: string
  receivedAtMs: number
  userAgent: string | null
  /** What the request told besides; absent when nothing, and in beacons of versions before it. */
  context?: VisitorContext
  events: AcceptedEvent[]
  failedEvents: FailedEvent[]
  /** A beacon of which nothing but its count is kept, and why; then `events` and `failedEvents` are empty. */
  dropped?: { reason: ErrorCode; eventCount: number }
}

export interface AcceptedEvent {
  event: WireEvent
  /** The true time: the page's claim, corrected for its clock, never in the future. */
  occurredAtMs: number
}

/** An event that is kept for its reason and goes nowhere. */
export interface FailedEvent {
  /** Its place in the beacon. */
  index: number
  reason: ErrorCode
  /** What was wrong, for people. */
  detail: string
  /** The event as it came, as JSON. */
  body: string
}
