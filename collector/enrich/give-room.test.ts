import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { giveRoom, type Claim } from './give-room.js'
import { selfReportedBudget } from './self-reported-budget.js'

const claim = fc.record({
  laneKey: fc.constantFrom('ada', 'eve', 'joe'),
  priority: fc.constantFrom('high' as const, 'normal' as const, 'low' as const),
  firstOccurredAtMs: fc.nat(5),
  takesShare: fc.boolean(),
})
const claims = fc
  .array(claim)
  .map((each) => each.map((one, interactionId): Claim => ({ ...one, interactionId })))
const room = fc.record({
  all: fc.nat(8),
  lanes: fc.tuple(fc.integer({ min: -1, max: 4 }), fc.nat(4)).map(
    ([ada, eve]) =>
      new Map([
        ['ada', ada],
        ['eve', eve],
      ]),
  ),
})

it('no more goes than there is room, and none waits while there is', () => {
  fc.assert(
    fc.property(claims, room, (all, given) => {
      const placed = giveRoom(all, given)
      expect(placed.map((each) => each.claim.interactionId).sort()).toEqual(
        all.map((each) => each.interactionId).sort(),
      )
      const sent = placed.filter(({ waitsFor }) => waitsFor === null).map((each) => each.claim)
      const sentOf = (lane: string) => sent.filter(({ laneKey }) => laneKey === lane).length
      const roomOf = (lane: string) => Math.max(0, given.lanes.get(lane) ?? 0)
      const shared = sent.filter(({ takesShare }) => takesShare)
      expect(shared.length).toBeLessThanOrEqual(given.all)
      for (const lane of ['ada', 'eve', 'joe']) {
        expect(sentOf(lane)).toBeLessThanOrEqual(roomOf(lane))
      }
      for (const { claim: each, waitsFor } of placed) {
        if (waitsFor === 'person_cap') expect(sentOf(each.laneKey)).toBe(roomOf(each.laneKey))
        if (waitsFor !== 'self_reported_share') continue
        expect(each.takesShare).toBe(true)
        expect(shared).toHaveLength(given.all)
      }
    }),
  )
})

it('what matters more goes first, and of equals what happened first', () => {
  const of = (interactionId: number, priority: Claim['priority'], firstOccurredAtMs: number) => {
    return { interactionId, laneKey: 'ada', priority, firstOccurredAtMs, takesShare: true }
  }
  const all = [of(1, 'low', 1), of(2, 'normal', 9), of(3, 'normal', 2), of(4, 'high', 9)]
  const placed = giveRoom(all, { all: 3, lanes: new Map([['ada', 9]]) })
  expect(placed.map(({ claim: each, waitsFor }) => [each.interactionId, waitsFor])).toEqual([
    [4, null],
    [3, null],
    [2, null],
    [1, 'self_reported_share'],
  ])
})

describe('the budget of people whom pages alone name', () => {
  it.each([
    [8000, 0.2, 1600],
    [80, 0.2, 16],
    [2, 0.2, 1],
    [8000, 0, 0],
    [8000, 1, 8000],
  ])('of %i calls a day and a share of %d is %i', (callsPerDay, selfReportedShare, perDay) => {
    const config = { share: 1, selfReportedShare, maxPerPersonPerDay: 50 }
    expect(selfReportedBudget(callsPerDay, config)).toEqual({ perDay, perPersonPerDay: 50 })
  })
})
