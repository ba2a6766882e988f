import { visitorKey, type StoredEvent } from '../store/events.js'
import type { SessionEnd } from '../store/open-sessions.js'

/**
 * The sessions that events show to be over, by visitor: what happened before an event in another session of its visitor,
 * or before a reset in any. The end of a page shows nothing, since it belongs to the session of its view, whoever has
 * come since. Two of a visitor say it all: its latest event, and the latest that is not of the same session.
 */
export function sessionEndsOf(events: readonly StoredEvent[]): SessionEnd[] {
  const endsOf = new Map<string, SessionEnd[]>()
  for (const stored of events.filter(showsEnd)) {
    const { siteId, anonymousId, occurredAtMs: beforeMs } = stored
    const end = { siteId, anonymousId, keptSessionId: keptBy(stored), beforeMs }
    const key = visitorKey(end)
    endsOf.set(key, latestTwo([...(endsOf.get(key) ?? []), end]))
  }
  return [...endsOf.values()].flat()
}

/** Whether an event says anything of other sessions than its own. */
export function showsEnd({ event }: StoredEvent): boolean {
  return event.type !== 'page_leave'
}

/** The session that goes on with an event; null after a reset, which ends all. */
export function keptBy({ event, sessionId }: StoredEvent): string | null {
  return event.type === 'reset' ? null : sessionId
}

function latestTwo(ends: readonly SessionEnd[]): SessionEnd[] {
  const byTime = ends.toSorted((a, b) => b.beforeMs - a.beforeMs)
  const [latest] = byTime
  const other = byTime.find((end) => end.keptSessionId !== latest?.keptSessionId)
  return [latest, other].filter((end) => end !== undefined)
}
