import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { toldOf } from '../store/test-links.js'
import { bodyOf, createTestApp } from '../test-app.js'
import { openTestPipeline, QUIET_MS } from '../test-pipeline.js'
import { parseEvents } from './parse-beacon.js'
import { MAX_AHEAD_MS, MAX_TRAVEL_MS, trueTimeMs, trueTimesMs } from './true-time.js'

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

it('keeps order and distances of the events of one beacon, whatever its clock and however far ahead', () => {
  const offset = fc.integer({ min: -1e11, max: 1e11 })
  const ages = fc.array(fc.integer({ min: -MAX_AHEAD_MS / 2, max: MAX_AHEAD_MS }), { minLength: 2 })
  fc.assert(
    fc.property(
      ages,
      fc.oneof(offset, fc.integer({ min: -MAX_TRAVEL_MS, max: MAX_TRAVEL_MS })),
      (all, by) => {
        const sentAtMs = NOON_MS + by
        const said = all.map((age) => sentAtMs - age)
        const found = trueTimesMs(said, { receivedAtMs: NOON_MS, sentAtMs })
        const movedBy = new Set(found.map((each, index) => (said[index] ?? 0) - each))
        expect(movedBy.size).toBe(1)
        expect(Math.max(...found)).toBeLessThanOrEqual(NOON_MS)
      },
    ),
  )
})

it('what is ahead by more than any clock that was set moves nobody else', () => {
  const times = { receivedAtMs: NOON_MS, sentAtMs: NOON_MS }
  const said = [NOON_MS - 10, NOON_MS + MAX_AHEAD_MS + 1, NOON_MS + 5]
  expect(trueTimesMs(said, times)).toEqual([NOON_MS - 15, NOON_MS, NOON_MS])
})

it('a form that is followed by a logout at once stays before it, by a clock that is ahead', async () => {
  const test = await openTestPipeline()
  const anonymousId = 'a'.repeat(32)
  const aheadMs = 300
  const sentAtMs = NOON_MS + aheadMs
  const at = (beforeMs: number) => ({ occurredAtMs: sentAtMs - beforeMs })
  const events = [anEvent('form_submit', at(40)), anEvent('reset', at(5))]
  const beacon = parseEvents(
    { v: 1, siteId: 'acme-www', anonymousId, sentAtMs, events },
    { receivedAtMs: NOON_MS + 25, userAgent: null, context: null, namesTooMany: () => false },
  )
  expect(beacon.events).toMatchObject([
    { occurredAtMs: NOON_MS - 10, event: at(40) },
    { occurredAtMs: NOON_MS + 25, event: at(5) },
  ])
  test.append(beacon)
  await test
    .store()
    .keepKnownPeople([toldOf(`visitor:${anonymousId}`, { toldAtMs: NOON_MS - 1000 })])
  await test.stages.forward()
  await test.stages.stitch()
  await test.stages.fold()
  test.turn(QUIET_MS)
  await test.stages.seal()
  await test.stages.assign()
  expect(await test.rows('interactions')).toMatchObject([
    { kind: 'form submitted', lane_key: 'email:ada@example.org' },
  ])
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
