import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { fingerprint } from './fingerprint.js'
import type { Arrival, Visitor } from './visitor.js'
import { MAX_AHEAD_MS, SESSION_IDLE_MS, nextVisitor } from './visitor.js'

const ID = /^[0-9a-f]{32}$/
const NOW_MS = Date.UTC(2026, 10, 20, 23, 59)

/** By their places in the tuple. */
const [LAST_AT, SESSION, TRACKING_ID, PERSON] = [1, 2, 3, 4] as const

beforeEach(() => {
  vi.useFakeTimers({ now: NOW_MS })
  return () => vi.useRealTimers()
})

/** A visitor in the middle of a session: whom Gong knows as gong-1, and who is Ada. */
function known(): Visitor {
  const arrival = { trackingId: 'gong-1', person: 'ada' }
  return nextVisitor([], arrival, NOW_MS)
}

/** As storage gives it back: nothing but texts. */
function asStored(visitor: Visitor): Visitor {
  // What is stored are texts, where the type says number too.
  return visitor.map(String) as unknown as Visitor
}

function changed(visitor: Visitor, place: number, value: string | number): unknown[] {
  return visitor.map((part, i) => (i === place ? value : part))
}

test('a first visit gets ids of 128 random bits', () => {
  const [anonymousId, lastAtMs, sessionId] = nextVisitor([], {}, NOW_MS)
  expect(anonymousId).toMatch(ID)
  expect(sessionId).toMatch(ID)
  expect(sessionId).not.toBe(anonymousId)
  expect(lastAtMs).toBe(NOW_MS)
})

test('the session goes on until more than 30 minutes have been idle', () => {
  const stored = known()
  const sessionAfter = (idleMs: number) => nextVisitor(stored, {}, NOW_MS + idleMs)[SESSION]
  expect(sessionAfter(0)).toBe(stored[SESSION])
  expect(sessionAfter(SESSION_IDLE_MS - 1)).toBe(stored[SESSION])
  expect(sessionAfter(SESSION_IDLE_MS + 1)).not.toBe(stored[SESSION])
})

test('a last event in the future counts as expired, so that no session is stuck', () => {
  vi.setSystemTime(NOW_MS - MAX_AHEAD_MS - 1)
  const stored = known()
  const next = nextVisitor(stored, {}, NOW_MS - MAX_AHEAD_MS - 1)
  expect(next[SESSION]).not.toBe(stored[SESSION])
  expect(next[LAST_AT]).toBe(NOW_MS - MAX_AHEAD_MS - 1)
})

test('an event from before the last one goes on with its session', () => {
  const stored = known()
  const next = nextVisitor(stored, {}, NOW_MS - 5 * 60_000)
  expect(next).toEqual(stored)
})

test('a session of another person begins after the last event of the one before, and goes on from there', () => {
  const next = nextVisitor(known(), { person: 'bob' }, NOW_MS)
  expect(next[LAST_AT]).toBe(NOW_MS + 1)
  expect(nextVisitor(next, {}, NOW_MS)).toEqual(next)
  expect(nextVisitor(next, {}, NOW_MS + 2)).toEqual(changed(next, LAST_AT, NOW_MS + 2))
})

test('the trackingId ends with its session, the identified person outlasts it', () => {
  const stored = known()
  const later = nextVisitor(stored, {}, NOW_MS + SESSION_IDLE_MS + 1)
  expect(later.slice(TRACKING_ID)).toEqual(['', stored[PERSON]])
})

test('a trackingId where none was known joins the session', () => {
  const stored = nextVisitor([], { person: 'ada' }, NOW_MS)
  const next = nextVisitor(stored, { trackingId: 'gong-1' }, NOW_MS)
  expect(next).toEqual(changed(stored, TRACKING_ID, 'gong-1'))
})

test('another person starts a new session, and nothing known of the one before goes into it', () => {
  const stored = known()
  const tracked = nextVisitor(stored, { trackingId: 'gong-2' }, NOW_MS)
  expect(tracked.slice(TRACKING_ID)).toEqual(['gong-2', ''])
  const identified = nextVisitor(stored, { person: 'bob' }, NOW_MS)
  expect(identified.slice(TRACKING_ID)).toEqual(['', fingerprint(stored[0] + 'bob')])
  expect(new Set([stored, tracked, identified].map((visitor) => visitor[SESSION])).size).toBe(3)
})

test('who comes back from storage is still the same person', () => {
  const stored = asStored(known())
  const again = nextVisitor(stored, { trackingId: 'gong-1', person: 'ADA' }, NOW_MS + 1)
  expect(again[SESSION]).toBe(stored[SESSION])
})

test('after a reset the session is new and nobody is known', () => {
  const [anonymousId, lastAtMs] = known()
  const next = nextVisitor([anonymousId, lastAtMs], {}, NOW_MS)
  expect(next).toEqual([anonymousId, NOW_MS + 1, expect.stringMatching(ID), '', ''])
})

const step = fc.record({
  arrival: fc.record<Arrival>({
    trackingId: fc.option(fc.constantFrom('gong-1', 'gong-2'), { nil: undefined }),
    person: fc.option(fc.constantFrom('ada', 'bob'), { nil: undefined }),
  }),
  // Idle for long, a clock that is set back by little, and one set back by much.
  afterMs: fc.constantFrom(0, 1, 1_000, SESSION_IDLE_MS / 2, SESSION_IDLE_MS * 2, -1_000, -600_000),
  isReset: fc.boolean(),
  isStored: fc.boolean(),
})

test('property: a session ends at a reset, an idle time, a clock set back or another person, and at nothing else', () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let visitor = known()
      let nowMs = NOW_MS
      for (const { arrival, afterMs, isReset, isStored } of steps) {
        nowMs += afterMs
        vi.setSystemTime(nowMs)
        const [anonymousId, lastAtMs, sessionId, trackingId, person] = visitor
        const before: Visitor = isReset ? [anonymousId, lastAtMs] : visitor
        const next = nextVisitor(isStored ? asStored(before) : before, arrival, nowMs)
        const isSetBack = lastAtMs - nowMs > MAX_AHEAD_MS
        const isOther =
          (arrival.trackingId && trackingId && arrival.trackingId !== trackingId) ||
          (arrival.person && person && fingerprint(anonymousId + arrival.person) !== person)
        const ends = isReset || isSetBack || nowMs - lastAtMs > SESSION_IDLE_MS || !!isOther
        expect(next[SESSION] !== sessionId).toBe(ends)
        // By time alone the collector tells whose an event is.
        expect(next[LAST_AT]).toBe(isSetBack ? nowMs : Math.max(nowMs, lastAtMs + (ends ? 1 : 0)))
        visitor = next
      }
    }),
  )
})

test('property: no session ever holds two people, and the anonymousId never changes', () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let visitor = known()
      let nowMs = NOW_MS
      const people = new Map<string | undefined, Visitor>()
      for (const { arrival, afterMs, isReset, isStored } of steps) {
        nowMs += afterMs
        vi.setSystemTime(nowMs)
        const [anonymousId, lastAtMs] = visitor
        const before: Visitor = isReset ? [anonymousId, lastAtMs] : visitor
        const next = nextVisitor(isStored ? asStored(before) : before, arrival, nowMs)
        expect(next[0]).toBe(anonymousId)
        const { trackingId, person } = arrival
        if (trackingId) expect(next[TRACKING_ID]).toBe(trackingId)
        if (person) expect(next[PERSON]).toBe(fingerprint(anonymousId + person))
        const earlier = people.get(next[SESSION])
        for (const key of [TRACKING_ID, PERSON]) {
          if (earlier?.[key]) expect(String(next[key])).toBe(String(earlier[key]))
        }
        people.set(next[SESSION], next)
        visitor = next
      }
    }),
  )
})
