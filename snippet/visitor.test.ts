import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Arrival, Visitor } from './visitor.js'
import { fingerprint } from './fingerprint.js'
import { MAX_AHEAD_MS, SESSION_IDLE_MS, nextVisitor } from './visitor.js'

const ID = /^[0-9a-f]{32}$/
const NOW_MS = Date.UTC(2026, 10, 20, 23, 59)

const arrival = fc.record<Arrival>({
  trackingId: fc.option(fc.constantFrom('gong-1', 'gong-2'), { nil: undefined }),
  person: fc.option(fc.constantFrom('ada', 'bob'), { nil: undefined }),
})

function visitorOf(known: Partial<Visitor> = {}): Visitor {
  return { ...nextVisitor({}, {}, NOW_MS), ...known }
}

test('a first visit gets ids of 128 random bits', () => {
  const visitor = nextVisitor({}, {}, NOW_MS)
  expect(visitor.anonymousId).toMatch(ID)
  expect(visitor.sessionId).toMatch(ID)
  expect(visitor.sessionId).not.toBe(visitor.anonymousId)
})

test('the session goes on until 30 idle minutes have passed', () => {
  const stored = visitorOf()
  const sessionAfter = (idleMs: number) => nextVisitor(stored, {}, NOW_MS + idleMs).sessionId
  expect(sessionAfter(0)).toBe(stored.sessionId)
  expect(sessionAfter(SESSION_IDLE_MS - 1)).toBe(stored.sessionId)
  expect(sessionAfter(SESSION_IDLE_MS)).not.toBe(stored.sessionId)
})

test('a last event in the future counts as expired, so that no session is stuck', () => {
  const stored = visitorOf({ lastEventAtMs: NOW_MS + MAX_AHEAD_MS + 1 })
  const next = nextVisitor(stored, {}, NOW_MS)
  expect(next.sessionId).not.toBe(stored.sessionId)
  expect(next.lastEventAtMs).toBe(NOW_MS)
})

test('a session of another person begins after the last event of the one before, and goes on from there', () => {
  const stored = visitorOf({ sessionId: '' })
  const next = nextVisitor(stored, {}, NOW_MS)
  expect(next.lastEventAtMs).toBe(NOW_MS + 1)
  expect(nextVisitor(next, {}, NOW_MS)).toEqual(next)
  expect(nextVisitor(next, {}, NOW_MS + 2)).toEqual({ ...next, lastEventAtMs: NOW_MS + 2 })
})

test('a broken time counts as expired', () => {
  const stored = visitorOf({ lastEventAtMs: NaN })
  expect(nextVisitor(stored, {}, NOW_MS).sessionId).not.toBe(stored.sessionId)
})

test('the trackingId ends with its session, the identified person outlasts it', () => {
  const stored = visitorOf({ trackingId: 'gong-1', person: 11 })
  const later = nextVisitor(stored, {}, NOW_MS + SESSION_IDLE_MS)
  expect(later).toMatchObject({ trackingId: undefined, person: 11 })
})

test('a trackingId where none was known joins the session', () => {
  const stored = visitorOf({ person: 11 })
  const next = nextVisitor(stored, { trackingId: 'gong-1' }, NOW_MS)
  expect(next).toEqual({ ...stored, trackingId: 'gong-1' })
})

test('another person starts a new session, and nothing known of the one before goes into it', () => {
  const stored = visitorOf({ trackingId: 'gong-1', person: 11 })
  const tracked = nextVisitor(stored, { trackingId: 'gong-2' }, NOW_MS)
  expect(tracked).toMatchObject({ trackingId: 'gong-2', person: undefined })
  const identified = nextVisitor(stored, { person: 'bob' }, NOW_MS)
  const person = fingerprint(stored.anonymousId + 'bob')
  expect(identified).toMatchObject({ trackingId: undefined, person })
  expect(new Set([stored, tracked, identified].map((visitor) => visitor.sessionId)).size).toBe(3)
})

test('after a reset the session is new and nobody is known', () => {
  const stored = visitorOf({ sessionId: '', trackingId: 'gong-1', person: 11 })
  const next = nextVisitor(stored, {}, NOW_MS)
  expect(next.sessionId).toMatch(ID)
  expect(next).toMatchObject({ trackingId: undefined, person: undefined })
})

test('property: no session ever holds two people, and the anonymousId never changes', () => {
  const step = fc.record({
    arrival,
    afterMs: fc.constantFrom(0, 1, 1_000, SESSION_IDLE_MS - 1, SESSION_IDLE_MS, -60_000),
    isReset: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let visitor = visitorOf()
      let nowMs = NOW_MS
      const people = new Map<string, Visitor>()
      for (const { arrival, afterMs, isReset } of steps) {
        nowMs += afterMs
        const stored = isReset ? { ...visitor, sessionId: '' } : visitor
        const next = nextVisitor(stored, arrival, nowMs)
        expect(next.anonymousId).toBe(visitor.anonymousId)
        expect(next.sessionId === visitor.sessionId && (isReset || afterMs < 0)).toBe(false)
        const before = people.get(next.sessionId)
        const isBegun = next.sessionId !== visitor.sessionId
        if (isBegun && afterMs >= 0) {
          expect(next.lastEventAtMs).toBeGreaterThan(visitor.lastEventAtMs)
        }
        const { trackingId, person } = arrival
        if (trackingId) expect(next.trackingId).toBe(trackingId)
        if (person) expect(next.person).toBe(fingerprint(next.anonymousId + person))
        for (const key of ['trackingId', 'person'] as const) {
          if (before?.[key]) expect(next[key]).toBe(before[key])
        }
        people.set(next.sessionId, next)
        visitor = next
      }
    }),
  )
})
