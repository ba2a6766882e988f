import { fingerprint } from './fingerprint.js'
import { newId } from './ids.js'

/** A visit ends after this much idle time, as in GA4; neither midnight nor a campaign ends it. */
export const SESSION_IDLE_MS = 30 * 60_000

/**
 * How far a session may run ahead of the clock, as those do that end within one millisecond. More is a clock that was
 * set back. An event's own time may be much earlier: it may have waited for the script or for consent.
 */
export const MAX_AHEAD_MS = 60_000

/** What an event tells about the person. */
export interface Arrival {
  /** Gong's id of the person. */
  trackingId?: string
  /** The e-mail address, phone number or id by which the page identified somebody. */
  person?: string | undefined
}

/**
 * What a browser remembers of its visitor, in one storage entry that all its tabs share. After a reset there is nothing
 * from the sessionId on: whoever comes next is someone else. The person is a fingerprint of whom the page identified.
 */
export type Visitor = [
  anonymousId: string,
  /** As storage gives it, a text of digits; only what makes a number of it is done with it. */
  lastEventAtMs: number,
  sessionId?: string,
  trackingId?: string,
  person?: string,
]

/**
 * The visitor after an event at `nowMs`; `stored` is empty at the first visit. The session goes on unless it has been
 * idle for 30 minutes, its last event lies in the future (a clock was set back, and the session would not end), or
 * another person arrives: one whose trackingId or fingerprint was known and differs. The trackingId lasts as
 * long as the session, the fingerprint until another person arrives, and the anonymousId as long as the storage.
 *
 * A new session begins later than the last event of the one before, if need be a millisecond ahead of the clock, since
 * by time alone the collector tells whose an event is; no later event falls behind. Only a clock that was set back goes
 * back: the collector corrects it by the beacon's `sentAtMs`.
 */
export function nextVisitor(
  [anonymousId = newId(), lastAtMs = 0, sessionId, knownTrackingId = '', knownPerson = '']:
    Visitor | [],
  { trackingId, person }: Arrival,
  nowMs: number,
): Visitor {
  const arrived = person && fingerprint(anonymousId + person)
  if (differ(knownTrackingId, trackingId) || differ(knownPerson, arrived)) {
    sessionId = knownPerson = ''
  }
  // A clock that was set back: as if it had been long ago.
  if (lastAtMs > Date.now() + MAX_AHEAD_MS) lastAtMs = 0
  if (!sessionId || nowMs - lastAtMs > SESSION_IDLE_MS) {
    sessionId = newId()
    knownTrackingId = ''
    lastAtMs++
  }
  return [
    anonymousId,
    Math.max(nowMs, lastAtMs),
    sessionId,
    trackingId || knownTrackingId,
    arrived || knownPerson,
  ]
}

function differ(known: unknown, told: unknown): unknown {
  return known && told && known !== told
}
