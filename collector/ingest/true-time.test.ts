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
        const said = all.toSorted((a, b) => b - a).map((age) => sentAtMs - age)
        const found = trueTimesMs(said, { receivedAtMs: NOON_MS, sentAtMs })
        const movedBy = new Set(found.map((each, index) => (said[index] ?? 0) - each))
        expect(movedBy.size).toBe(1)
        expect(Math.max(...found)).toBeLessThanOrEqual(NOON_MS)
      },
    ),
  )
})

describe('by a clock that is set back while the events wait', () => {
  const MINUTE_MS = 60_000
  const receivedAtMs = NOON_MS
  /** Where nothing is said of the beacon itself, its clock is right as it leaves. */
  const timesOf = (offsets: readonly number[], sentAtMs = NOON_MS) =>
    trueTimesMs(
      offsets.map((each) => NOON_MS + each),
      { receivedAtMs, sentAtMs },
    ).map((each) => each - NOON_MS)

  it('what was before is moved back as a whole, and what came after keeps its time', () => {
    const before = [9 * MINUTE_MS - 40, 9 * MINUTE_MS]
    expect(timesOf([...before, -2000, -1000])).toEqual([-2041, -2001, -2000, -1000])
    expect(timesOf([...before, -2000, 5 * MINUTE_MS, -1000])).toEqual([
      -303_042, -303_002, -303_001, -1001, -1000,
    ])
  })

  it('what pages could not send, in whatever order it comes, keeps its time', () => {
    const hours = [-1, -3, -2].map((each) => 60 * each * MINUTE_MS)
    expect(timesOf(hours)).toEqual(hours)
    expect(timesOf([300, ...hours], NOON_MS + 300)).toEqual([0, ...hours])
  })

  it('what would change its place is drawn along', () => {
    expect(timesOf([-1000, -3000, -500, 9000])).toEqual([-9501, -12_000, -9500, 0])
  })

  it('order and distances stay, and nothing else is moved', () => {
    const near = fc.integer({ min: -20, max: 20 })
    const offsets = fc.array(
      fc.oneof(
        near,
        near.map((each) => each * MINUTE_MS),
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(offsets, fc.constantFrom(0, 5, MAX_TRAVEL_MS), (said, aheadMs) => {
        const found = timesOf(said, NOON_MS + aheadMs)
        expect(Math.max(...found, 0)).toBe(0)
        const runOf = runNumbers(said)
        const runs = [...new Set(runOf)].map((run) => said.filter((_, at) => runOf[at] === run))
        const isAhead = runs.map((run) => Math.max(...run) > 0)
        const wasSetBack = runs.map((run) => Math.max(...run) > aheadMs)
        for (const [j, later] of found.entries()) {
          const [own, saidLater] = [runOf[j] ?? 0, said[j] ?? 0]
          // No run of which one event is ahead is this one or follows it.
          if (!isAhead.slice(own).includes(true)) expect(later).toBe(saidLater)
          for (const [i, earlier] of found.slice(0, j).entries()) {
            const [run, saidEarlier] = [runOf[i] ?? 0, said[i] ?? 0]
            if (run === own) expect(later - earlier).toBe(saidLater - saidEarlier)
            const isBefore = saidEarlier < saidLater || (wasSetBack[run] && run !== own)
            if (isBefore) expect(earlier).toBeLessThan(later)
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('nobody is moved whom order does not bind to what is ahead', () => {
    const from = (min: number) => fc.array(fc.integer({ min, max: min + 900 }), { maxLength: 5 })
    const aheadMs = fc.integer({ min: 1, max: MAX_AHEAD_MS })
    fc.assert(
      fc.property(from(-2000), aheadMs, from(-1000), (before, ahead, after) => {
        const found = timesOf([...before, -5000, ahead, ...after])
        expect(found.slice(0, before.length)).toEqual(before)
        expect(found.slice(before.length + 2)).toEqual(after)
      }),
    )
  })

  it('a form that was sent before stays hers who left it when another logs in', async () => {
    const test = await openTestPipeline()
    const anonymousId = 'a'.repeat(32)
    const said = (email: string, minutes: number) =>
      anEvent('identify', { person: { email }, occurredAtMs: NOON_MS + minutes * MINUTE_MS })
    const reset = anEvent('reset', { occurredAtMs: NOON_MS - 2000 })
    const view = anEvent('page_view', { occurredAtMs: NOON_MS + 9 * MINUTE_MS })
    const beacons = [[said('ada@example.org', -15)], [view, reset, said('bob@example.org', -0.01)]]
    for (const events of beacons) {
      const beacon = parseEvents(
        { v: 1, siteId: 'acme-www', anonymousId, sentAtMs: NOON_MS, events },
        { receivedAtMs, userAgent: null, context: null, namesTooMany: () => false },
      )
      test.append(beacon)
    }
    await test.stages.forward()
    await test.stages.stitch()
    const aliases = await test.store().readAliases({ siteId: 'acme-www', anonymousId })
    expect(aliases.map(({ whoKey, untilMs }) => [whoKey, untilMs])).toEqual([
      ['email:ada@example.org', NOON_MS - 2000],
      ['email:bob@example.org', null],
    ])
  })

  /** Of each event the number of its run: another one begins where the time goes back. */
  function runNumbers(said: readonly number[]): number[] {
    let run = 0
    return said.map((each, at) => (each < (said[at - 1] ?? -Infinity) ? ++run : run))
  }
})

it('what is ahead by more than any clock that was set moves nobody else', () => {
  const times = { receivedAtMs: NOON_MS, sentAtMs: NOON_MS }
  const said = [NOON_MS - 10, NOON_MS + MAX_AHEAD_MS + 1, NOON_MS + 5]
  expect(trueTimesMs(said, times)).toEqual([NOON_MS - 15, NOON_MS - 1, NOON_MS])
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
