import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { bodyOf, createTestApp } from '../test-app.js'
import { MAX_TRAVEL_MS, trueTimeMs } from './true-time.js'

const timeMs = fc.integer({ min: 0, max: 8.64e15 })
const ageMs = fc.nat(30 * 24 * 60 * 60 * 1000)
/** More than travel explains. */
const offsetMs = fc
  .integer({ min: -1e11, max: 1e11 })
  .filter((offset) => Math.abs(offset) > MAX_TRAVEL_MS)

it('is as old as the page says, however wrong its clock', () => {
  fc.assert(
    fc.property(ageMs, offsetMs, (age, offset) => {
      const sentAtMs = NOON_MS + offset
      const times = { receivedAtMs: NOON_MS, sentAtMs, occurredAtMs: sentAtMs - age }
      expect(trueTimeMs(times)).toBe(NOON_MS - age)
    }),
  )
})

it('is what a right clock says, so that beacons of different speed turn nothing round', () => {
  const travelMs = fc.nat(MAX_TRAVEL_MS)
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), travelMs, travelMs, (age, laterBy, slow, fast) => {
      const click = NOON_MS - age
      const view = click + laterBy
      const of = (occurredAtMs: number, travel: number) => {
        const sentAtMs = view + 800
        return trueTimeMs({ receivedAtMs: sentAtMs + travel, sentAtMs, occurredAtMs })
      }
      expect([of(click, slow), of(view, fast)]).toEqual([click, view])
    }),
  )
})

it('is never in the future and never before the epoch', () => {
  fc.assert(
    fc.property(timeMs, timeMs, timeMs, (receivedAtMs, sentAtMs, occurredAtMs) => {
      const trueMs = trueTimeMs({ receivedAtMs, sentAtMs, occurredAtMs })
      expect(trueMs).toBeLessThanOrEqual(receivedAtMs)
      expect(trueMs).toBeGreaterThanOrEqual(0)
    }),
  )
})

it('keeps the order of the events of one beacon', () => {
  fc.assert(
    fc.property(ageMs, ageMs, (one, other) => {
      const of = (age: number) =>
        trueTimeMs({ receivedAtMs: NOON_MS, sentAtMs: NOON_MS, occurredAtMs: NOON_MS - age })
      expect(Math.sign(of(one) - of(other))).toBe(Math.sign(other - one))
    }),
  )
})

describe('a beacon keeps both times of an event', () => {
  const HOUR_MS = 60 * 60 * 1000
  const DAY_MS = 24 * HOUR_MS

  /** What is durable of an event of this age when it comes from a page whose clock is wrong by so much. */
  async function spooledOf({ ageMs, wrongByMs }: { ageMs: number; wrongByMs: number }) {
    const { post, spooled } = createTestApp()
    const sentAtMs = NOON_MS + wrongByMs
    const event = anEvent('page_view', { occurredAtMs: sentAtMs - ageMs })
    expect((await post(bodyOf([event], { sentAtMs }))).status).toBe(204)
    const [beacon] = spooled()
    return { beacon, claimedAtMs: event.occurredAtMs }
  }

  it('the true one and the one that the page said, however wrong its clock', async () => {
    const wrongByMs = fc
      .integer({ min: -12 * HOUR_MS, max: 12 * HOUR_MS })
      .filter((wrong) => Math.abs(wrong) > MAX_TRAVEL_MS)
    const keepsBoth = async (ageMs: number, wrongByMs: number): Promise<void> => {
      const { beacon, claimedAtMs } = await spooledOf({ ageMs, wrongByMs })
      expect(beacon).toMatchObject({
        receivedAtMs: NOON_MS,
        events: [{ occurredAtMs: NOON_MS - ageMs, event: { occurredAtMs: claimedAtMs } }],
        failedEvents: [],
      })
    }
    const property = fc.asyncProperty(fc.nat(DAY_MS), wrongByMs, keepsBoth)
    await fc.assert(property, { numRuns: 30 })
  })

  it.each([-12, -1, 0, 1, 12])('a day late, by a clock that is %i hours wrong', async (hours) => {
    const { beacon } = await spooledOf({ ageMs: DAY_MS, wrongByMs: hours * HOUR_MS })
    expect(beacon?.events[0]?.occurredAtMs).toBe(NOON_MS - DAY_MS)
  })

  it('an event from after its beacon happened as it came', async () => {
    const { beacon } = await spooledOf({ ageMs: -HOUR_MS, wrongByMs: 0 })
    expect(beacon?.events[0]?.occurredAtMs).toBe(NOON_MS)
  })
})
