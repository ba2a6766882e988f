import { createHash, randomUUID } from 'node:crypto'
import { event, type WireEvent } from '../wire/event.js'
import { aBeacon, anEvent, EVENT_TYPES } from '../wire/test-data.js'
import { inAddress } from './payload-corpus.js'

interface Hostile {
  /** What every text is. */
  text: string
  origin: string
  nowMs: number
}

/** Two visitors who say it in every field of every event: one who is known by it, and one who stays unknown. */
export function hostileBeacons({ text, origin, nowMs }: Hostile): object[] {
  const id = createHash('sha256').update(text).digest('hex')
  const stranger = { sessionId: id.slice(0, 32), occurredAtMs: nowMs }
  const known = { ...stranger, sessionId: id.slice(32) }
  const page = { url: `${origin}/`, title: text, viewId: id.slice(0, 32) }
  const all = EVENT_TYPES.filter((type) => type !== 'reset').map((type) => anEvent(type, { page }))
  const poisoned = all.map((each) => poison(each, { text, origin, id }))
  const unnamed = poisoned.filter(({ type }) => type !== 'identify')
  const named = poisoned.map((each) => withoutToken(fresh(each, known)))
  return [
    ...beaconsOf(
      unnamed.map((each) => fresh(each, stranger)),
      id.slice(0, 32),
      nowMs,
    ),
    ...beaconsOf([...named, ...bad(poisoned, text)], id.slice(32), nowMs),
  ]
}

/** Of long texts no more fit into one. */
const EVENTS_OF_A_BEACON = 4

function beaconsOf(events: unknown[], anonymousId: string, sentAtMs: number): object[] {
  const beacon = { siteId: 'demo', anonymousId, sentAtMs }
  const starts = events.map((_, at) => at).filter((at) => at % EVENTS_OF_A_BEACON === 0)
  return starts.map((at) => aBeacon(events.slice(at, at + EVENTS_OF_A_BEACON), beacon))
}

/** As the event is, with the text wherever the contract has room for it, whole or in an address. */
function poison(
  whole: WireEvent,
  { text, origin, id }: Pick<Hostile, 'text' | 'origin'> & { id: string },
): WireEvent {
  const candidates = [
    text,
    text.slice(0, 60),
    `${origin}/${inAddress(text)}?utm_source=${inAddress(text)}`,
    `${id.slice(0, 9)}@${id.slice(0, 9)}.example`,
  ]
  const properties = Object.fromEntries([[text.slice(0, 64), text]])
  let current: WireEvent = whole.type === 'custom' ? { ...whole, properties } : whole
  for (const path of pathsOf(whole)) {
    for (const candidate of candidates) {
      const changed = event.safeParse(changedAt(current, path, candidate))
      if (!changed.success) continue
      current = changedAt(current, path, candidate) as WireEvent // As the contract has just said.
      break
    }
  }
  return current
}

/** What is kept as failed events, for each a reason. */
function bad(events: readonly WireEvent[], text: string): unknown[] {
  return [
    text,
    { [text]: text },
    ...events
      .slice(0, 3)
      .map((each) => ({ ...each, eventId: randomUUID(), [text.slice(0, 99)]: text })),
    ...events.slice(0, 2).map((each) => ({ ...each, eventId: randomUUID(), type: text })),
    ...events.slice(0, 2).map((each) => ({ ...each, eventId: text })),
  ]
}

const fresh = (each: WireEvent, changes: Partial<WireEvent>) =>
  ({ ...each, ...changes, eventId: randomUUID() }) as WireEvent // Of what all types have alike.

/** One that does not hold would make a nobody of who says it. */
function withoutToken(each: WireEvent): WireEvent {
  if (each.type !== 'identify') return each
  const { token, ...rest } = each
  return token === undefined ? each : rest
}

function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'string') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]))
}

function changedAt(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to
  if (Array.isArray(value)) {
    return value.map((each, at): unknown => (String(at) === key ? changedAt(each, rest, to) : each))
  }
  const object = value as Record<string, unknown> // A path of its own leads here.
  return { ...object, [key]: changedAt(object[key], rest, to) }
}
