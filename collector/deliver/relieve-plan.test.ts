import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NOON_MS, SESSION, VISITOR } from '../../wire/test-data.js'
import type { WaitingInteraction } from '../store/relief-reads.js'
import { aSealedContent, ADA } from '../store/test-outbox.js'
import { DAY_MS, planDayDigests } from './relieve-plan.js'

const HOUR_MS = DAY_MS / 24
const EVE = { kind: 'tracked', trackingId: 'eve' } as const

function waiting(changes: Partial<WaitingInteraction> = {}): WaitingInteraction {
  return {
    interactionId: 1,
    siteId: 'acme-www',
    anonymousId: VISITOR,
    sessionId: SESSION,
    kind: 'page viewed',
    contentKey: 'www.acme.com/',
    state: 'pending',
    priority: 'low',
    firstOccurredAtMs: NOON_MS,
    eventCount: 1,
    content: aSealedContent({ priority: 'low' }),
    gongEventId: 'id',
    who: ADA,
    assurance: 'claimed',
    laneKey: 'ada',
    pendingSinceMs: NOON_MS,
    request: null,
    attempts: 0,
    ...changes,
  }
}

const idsOf = (interactions: readonly WaitingInteraction[], untilMs = NOON_MS) =>
  planDayDigests(interactions, untilMs).map(({ members }) =>
    members.map(({ interactionId }) => interactionId),
  )

it('two of one day are told together, and one is not', () => {
  const [one, two] = [waiting(), waiting({ interactionId: 2 })]
  expect(idsOf([one, two])).toEqual([[1, 2]])
  expect(idsOf([one])).toEqual([])
})

it('the day is one of UTC', () => {
  const midnightMs = Date.parse('2026-11-18T00:00Z')
  const at = (interactionId: number, firstOccurredAtMs: number) =>
    waiting({ interactionId, firstOccurredAtMs })
  const all = [at(1, midnightMs - 1), at(2, midnightMs), at(3, midnightMs + DAY_MS - 1)]
  expect(idsOf(all)).toEqual([[2, 3]])
  expect(planDayDigests(all, NOON_MS)[0]?.dayMs).toBe(midnightMs)
})

it('a whole day is told as soon as one of it has waited for long enough', () => {
  const young = { pendingSinceMs: NOON_MS + 1 }
  const both = [waiting(young), waiting({ interactionId: 2, ...young })]
  expect(idsOf(both)).toEqual([])
  expect(idsOf([...both, waiting({ interactionId: 3 })])).toEqual([[1, 2, 3]])
})

it.each([
  ['an attempt was made', { attempts: 1 }],
  ['a call was prepared', { request: '{}' }],
  ['it is of normal priority', { priority: 'normal' }],
  ['it is of high priority', { priority: 'high' }],
  ['it is a digest itself', { kind: 'pages viewed', contentKey: 'day 2026-11-17 id' }],
  ['a seller did it', { content: aSealedContent({ share: { shareId: 's', recipients: [] } }) }],
  ['it is on another site', { siteId: 'acme-docs' }],
  ['it is in another lane', { laneKey: 'eve' }],
  ['it is another person', { who: EVE }],
  ['it is known otherwise', { assurance: 'verified' }],
] as const)('it stays alone where %s', (_, changes) => {
  expect(idsOf([waiting(), waiting({ interactionId: 2, ...changes })])).toEqual([])
})

it("a session's digest of pages is told with the rest of its day", () => {
  const digest = waiting({ interactionId: 2, kind: 'pages viewed', contentKey: 'session' })
  expect(idsOf([waiting(), digest])).toEqual([[1, 2]])
})

const some = fc
  .array(
    fc.record({
      laneKey: fc.constantFrom('ada', 'eve'),
      siteId: fc.constantFrom('acme-www', 'acme-docs'),
      who: fc.constantFrom(ADA, EVE),
      assurance: fc.constantFrom('claimed' as const, 'verified' as const),
      priority: fc.constantFrom('low' as const, 'low' as const, 'normal' as const, 'high' as const),
      attempts: fc.constantFrom(0, 0, 0, 1),
      request: fc.constantFrom(null, null, '{}'),
      contentKey: fc.constantFrom('session', 'day 2026-11-17 id'),
      kind: fc.constantFrom('page viewed' as const, 'pages viewed' as const),
      firstOccurredAtMs: fc.integer({ min: -40, max: 40 }).map((hour) => NOON_MS + hour * HOUR_MS),
      pendingSinceMs: fc.integer({ min: -2, max: 2 }).map((hour) => NOON_MS + hour * HOUR_MS),
    }),
    { maxLength: 60 },
  )
  .map((list) => list.map((each, interactionId) => waiting({ ...each, interactionId })))

it('each is in one digest or none, none was attempted or is urgent, and no digest is of two people or days', () => {
  fc.assert(
    fc.property(some, (all) => {
      const digests = planDayDigests(all, NOON_MS)
      const told = digests.flatMap(({ members }) => members)
      expect(new Set(told).size).toBe(told.length)
      for (const each of told) {
        expect(all).toContain(each)
        expect(each).toMatchObject({ priority: 'low', attempts: 0, request: null })
      }
      for (const { dayMs, members } of digests) {
        expect(members.length).toBeGreaterThan(1)
        expect(members.some(({ pendingSinceMs }) => pendingSinceMs <= NOON_MS)).toBe(true)
        const names = members.map(({ laneKey, siteId, who, assurance, firstOccurredAtMs }) =>
          JSON.stringify([laneKey, siteId, who, assurance, Math.floor(firstOccurredAtMs / DAY_MS)]),
        )
        expect(new Set(names).size).toBe(1)
        for (const { firstOccurredAtMs } of members) {
          expect(firstOccurredAtMs).toBeGreaterThanOrEqual(dayMs)
          expect(firstOccurredAtMs).toBeLessThan(dayMs + DAY_MS)
        }
      }
      expect(
        planDayDigests(
          [...all].filter((each) => !told.includes(each)),
          NOON_MS,
        ),
      ).toEqual([])
    }),
  )
})

it('the order in which they are read decides nothing', () => {
  fc.assert(
    fc.property(
      some.chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        ),
      ),
      ([all, shuffled]) => {
        expect(planDayDigests(shuffled, NOON_MS)).toEqual(planDayDigests(all, NOON_MS))
      },
    ),
  )
})
