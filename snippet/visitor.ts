import { newId } from './ids.js'

/** A visit ends after this much idle time, as in GA4; neither midnight nor a campaign ends it. */
export const SESSION_IDLE_MS = 30 * 60_000

/** What an event tells about the person. */
export interface Arrival {
  /** Gong's id of the person. */
  trackingId?: string | undefined
  /** Fingerprint of the e-mail address or id by which the page identified somebody. */
  person?: number | undefined
}

/** What a browser remembers of its visitor, in one storage entry that all its tabs share. */
export interface Visitor extends Arrival {
  anonymousId: string
  /** Empty after a reset: whoever comes next is someone else. */
  sessionId: string
  lastEventAtMs: number
}

/**
 * The visitor after an event at `nowMs`; `stored` is empty at the first visit. The session goes on unless it has been
 * idle for 30 minutes, its last event lies in the future (a clock was set back, and the session would not end), or
 * another person arrives: one whose trackingId or fingerprint was known and differs. The trackingId lasts as long as
 * the session, the fingerprint until another person arrives, and the anonymousId as long as the storage.
 */
export function nextVisitor(stored: Partial<Visitor>, arrival: Arrival, nowMs: number): Visitor {
  const { anonymousId = newId(), sessionId, lastEventAtMs = 0, trackingId, person } = stored
  const isSomeoneElse =
    !sessionId || differ(trackingId, arrival.trackingId) || differ(person, arrival.person)
  const isIdle = !(nowMs >= lastEventAtMs && nowMs < lastEventAtMs + SESSION_IDLE_MS)
  const isNew = isSomeoneElse || isIdle
  return {
    anonymousId,
    sessionId: isNew ? newId() : sessionId,
    lastEventAtMs: nowMs,
    trackingId: arrival.trackingId ?? (isNew ? undefined : trackingId),
    person: arrival.person ?? (isSomeoneElse ? undefined : person),
  }
}

function differ(known: unknown, told: unknown): boolean {
  return !!known && !!told && known !== told
}
