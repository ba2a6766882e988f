import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_CONFIG_FILE } from '../lib/config-file.js'
import { giveRoom, type Claim } from './give-room.js'
import { selfReportedBudget } from './self-reported-budget.js'

const claim = fc.record({
  laneKey: fc.constantFrom('ada', 'eve', 'joe'),
  priority: fc.constantFrom('high' as const, 'normal' as const, 'low' as const),
  firstOccurredAtMs: fc.nat(5),
  share: fc.constantFrom('self_reported_share' as const, 'tracked_share' as const, null),
})
const claims = fc
  .array(claim)
  .map((each) => each.map((one, interactionId): Claim => ({ ...one, interactionId })))
const room = fc.record({
  shares: fc.tuple(fc.nat(6), fc.nat(6)).map(
    ([selfReported, tracked]) =>
      new Map([
        ['self_reported_share' as const, selfReported],
        ['tracked_share' as const, tracked],
      ]),
  ),
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
      const shared = (share: Claim['share']) => sent.filter((each) => each.share === share).length
      for (const [share, roomOfShare] of given.shares) {
        expect(shared(share)).toBeLessThanOrEqual(roomOfShare)
      }
      for (const lane of ['ada', 'eve', 'joe']) {
        expect(sentOf(lane)).toBeLessThanOrEqual(roomOf(lane))
      }
      for (const { claim: each, waitsFor } of placed) {
        if (waitsFor === 'person_cap') expect(sentOf(each.laneKey)).toBe(roomOf(each.laneKey))
        if (waitsFor === 'person_cap' || waitsFor === null) continue
        expect(each.share).toBe(waitsFor)
        expect(shared(waitsFor)).toBe(given.shares.get(waitsFor))
      }
    }),
  )
})

it('what matters more goes first, and of equals what happened first', () => {
  const of = (interactionId: number, priority: Claim['priority'], firstOccurredAtMs: number) => {
    const share = 'self_reported_share' as const
    return { interactionId, laneKey: 'ada', priority, firstOccurredAtMs, share }
  }
  const all = [of(1, 'low', 1), of(2, 'normal', 9), of(3, 'normal', 2), of(4, 'high', 9)]
  const shares = new Map([['self_reported_share' as const, 3]])
  const placed = giveRoom(all, { shares, lanes: new Map([['ada', 9]]) })
  expect(placed.map(({ claim: each, waitsFor }) => [each.interactionId, waitsFor])).toEqual([
    [4, null],
    [3, null],
    [2, null],
    [1, 'self_reported_share'],
  ])
})

describe('the budget of people of whom nobody is certain', () => {
  it.each([
    [8000, 0.2, 1600],
    [80, 0.2, 16],
    [2, 0.2, 1],
    [8000, 0, 0],
    [8000, 1, 8000],
  ])('of %i calls a day and a share of %d is %i', (callsPerDay, share, calls) => {
    const { budget } = DEFAULT_CONFIG_FILE
    const perDay = { self_reported_share: 1600, tracked_share: 4000 }
    const of = (changes: Partial<typeof budget>) =>
      selfReportedBudget(callsPerDay, { ...budget, ...changes })
    expect(of({ selfReportedShare: share }).perDay.self_reported_share).toBe(calls)
    expect(of({ trackedShare: share }).perDay.tracked_share).toBe(calls)
    expect(selfReportedBudget(8000, budget)).toEqual({ perDay, perPersonPerDay: 50 })
  })
})
