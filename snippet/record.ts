import type { EventOf, EventType, WireEvent } from '../wire/event.js'
import { whenGranted } from './consent.js'
import { newEventId } from './ids.js'
import { debug } from './life.js'
import { send } from './sender.js'
import { page } from './view.js'
import type { Arrival, Visitor } from './visitor.js'
import { nextVisitor } from './visitor.js'
import { keepVisitor, readVisitor } from './visitor-store.js'

type Common = 'type' | 'eventId' | 'sessionId' | 'occurredAtMs' | 'page' | 'trackingId'

/** What a capture or a command knows of an event; ids, time and page are added. */
export type Fields<Type extends EventType> = Omit<EventOf<Type>, Common>

/** Whose the present view is. */
let viewer: Visitor | [] = []
let pastMs: number | undefined

/** Queues an event of the present view, or with '' none; `arrival` is what it tells about the person. */
export function record<Type extends EventType>(
  type: Type | '',
  fields?: Fields<Type>,
  arrival: Arrival = {},
): void {
  const view = page
  const atMs = pastMs ?? Date.now()
  whenGranted(() => {
    // A view's last figures belong to its session, whoever has come since and however long ago it was.
    const isLate = type === 'page_leave'
    const visitor = isLate ? viewer : nextVisitor(readVisitor(), arrival, atMs)
    const [, lastAtMs, sessionId, knownId] = visitor
    if (type === 'page_view') viewer = visitor
    // After consent was taken back, a view's end is nobody's.
    if (type && sessionId) {
      const event = {
        type,
        eventId: newEventId(),
        sessionId,
        occurredAtMs: Math.max(atMs, lastAtMs as number),
        page: view,
        trackingId: knownId || undefined,
        ...fields,
      }
      debug(type, event)
      // The fields of one event type and what all types share make a whole event.
      send(event as unknown as WireEvent)
    }
    if (!isLate) keepVisitor(type === 'reset' ? (visitor.slice(0, 2) as Visitor) : visitor)
  })
}

/** Has what is recorded from now on happen at that time, or by the clock again. */
export function recordAt(atMs?: number): void {
  pastMs = atMs
}

/** Forgets the visitor, here and in storage. */
export function forgetVisitor(): void {
  keepVisitor((viewer = []))
}
