import { fingerprint } from './fingerprint.js'
import { newId } from './ids.js'

/** A visit ends after this much idle time, as in GA4; neither midnight nor a campaign ends it. */
export const SESSION_IDLE_MS = 30 * 60_000

/** How far sessions that end within one millisecond may run ahead of the clock; more is a clock that was set back. */
export const MAX_AHEAD_MS = 1_000

/** What an event tells about the person. */
export interface Arrival {
  /** Gong's id of the person. */
  trackingId?: string | undefined
  /** The e-mail address, phone number or id by which the page identified somebody. */
  person?: string | undefined
}

/** What a browser remembers of its visitor, in one storage entry that all its tabs share. */
export interface Visitor {
  anonymousId: string
  trackingId?: string | undefined
  /** Fingerprint of whom the page identified, under this anonymousId. */
  person?: number | undefined
  /** Empty after a reset: whoever comes next is someone else. */
  sessionId: string
  lastEventAtMs: number
}

/**
 * The visitor after an event at `nowMs`; `stored` is empty at the first visit. The session goes on unless it has been
 * idle for 30 minutes, its last event lies in the future (a clock was set back, and the session would not end), or
 * another person arrives: one whose trackingId or fingerprint was known and differs. The trackingId lasts as long as
 * the session, the fingerprint until another person arrives, and the anonymousId as long as the storage.
 *
 * A new session begins later than the last event of the one before, if need be a millisecond ahead of the clock, since
 * by time alone the collector tells whose an event is; no later event falls behind. Only a clock that was set back goes
 * back: the collector corrects it by the beacon's `sentAtMs`.
 */
export function nextVisitor(stored: Partial<Visitor>, arrival: Arrival, nowMs: number): Visitor {
  const { anonymousId = newId(), sessionId, lastEventAtMs = 0, trackingId, person } = stored
  const arrived = arrival.person && fingerprint(anonymousId + arrival.person)
  const isSomeoneElse =
    !sessionId || differ(trackingId, arrival.trackingId) || differ(person, arrived)
  const aheadMs = lastEventAtMs - nowMs
  const isSteady = aheadMs <= MAX_AHEAD_MS
  const isIdle = !(isSteady && aheadMs > -SESSION_IDLE_MS)
  const isNew = isSomeoneElse || isIdle
  return {
    anonymousId,
    sessionId: isNew ? newId() : sessionId,
    lastEventAtMs: isSteady ? Math.max(nowMs, lastEventAtMs + (isNew ? 1 : 0)) : nowMs,
    trackingId: arrival.trackingId || (isNew ? undefined : trackingId),
    person: arrived || (isSomeoneElse ? undefined : person),
  }
}

function differ(known: unknown, told: unknown): unknown {
  return known && told && known !== told
}
