import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import type { StoredEvent } from '../store/events.js'
import { sessionEndsOf } from './session-ends.js'

const type = fc.constantFrom('page_view' as const, 'page_leave' as const, 'reset' as const)
const event = fc
  .record({
    type,
    sessionId: fc.constantFrom('1', '2', '3'),
    anonymousId: fc.constantFrom('a', 'b'),
  })
  .chain((each) => fc.nat(20).map((at) => ({ ...each, occurredAtMs: NOON_MS + at })))
  .map((each): StoredEvent => {
    const { type, ...rest } = each
    const received = { seq: 0, siteId: 'acme-www', receivedAtMs: NOON_MS, userAgent: null }
    return { ...received, context: {}, ...rest, event: anEvent(type) }
  })

it('two of a visitor end all that its events end', () => {
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const ends = sessionEndsOf(events)
      for (const anonymousId of ['a', 'b']) {
        const own = ends.filter((end) => end.anonymousId === anonymousId)
        expect(own.length).toBeLessThanOrEqual(2)
        for (const session of ['1', '2', '3']) {
          const told = events.filter(
            (each) =>
              each.anonymousId === anonymousId &&
              each.event.type !== 'page_leave' &&
              (each.event.type === 'reset' || each.sessionId !== session),
          )
          const before = Math.max(-1, ...told.map(({ occurredAtMs }) => occurredAtMs))
          const by = own.filter(({ keptSessionId }) => keptSessionId !== session)
          expect(Math.max(-1, ...by.map(({ beforeMs }) => beforeMs))).toBe(before)
        }
      }
    }),
  )
})
