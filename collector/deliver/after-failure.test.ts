import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { ACCEPTED, HUNG_UP, TIMED_OUT, type ScriptedAnswer } from '../gong/test-gong.js'
import { queueOne } from '../store/test-outbox.js'
import { afterFailure } from './after-failure.js'
import { deliverOnce } from './deliver-once.js'
import { deliverTo, timingOut } from './test-delivery.js'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const FULL_RATE = { rateShare: 1, rateChangedAtMs: 0 }
const WELL = { blockedUntilMs: 0, failures: 0, ...FULL_RATE }

const fail = (destination = WELL, given = {}) =>
  afterFailure(destination, {
    wasFailing: false,
    askedToWaitMs: null,
    nowMs: NOON_MS,
    random: 1,
    ...given,
  })

describe('afterFailure', () => {
  it('doubles with each interaction that fails, up to a quarter of an hour', () => {
    let destination = fail()
    const waits = [destination.blockedUntilMs - NOON_MS]
    for (let failed = 2; failed <= 12; failed++) {
      const nowMs = destination.blockedUntilMs
      destination = fail(destination, { nowMs })
      waits.push(destination.blockedUntilMs - nowMs)
    }
    const seconds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    expect(waits).toEqual(seconds.map((each) => each * SECOND_MS))
  })

  it('does not grow by an interaction that had failed before', () => {
    const first = fail()
    const nowMs = NOON_MS + MINUTE_MS
    const again = fail(first, { nowMs, wasFailing: true })
    expect(again).toEqual({ ...first, blockedUntilMs: nowMs + SECOND_MS })
  })

  it('counts calls that were under way together once', () => {
    const first = fail()
    expect(fail(first)).toEqual(first)
    const asked = fail(first, { askedToWaitMs: MINUTE_MS })
    expect(asked).toEqual({ ...first, blockedUntilMs: NOON_MS + MINUTE_MS })
  })

  it('a shorter wish that comes later does not shorten a longer one', () => {
    const hour = fail(WELL, { askedToWaitMs: 60 * MINUTE_MS })
    expect(fail(hour, { askedToWaitMs: SECOND_MS })).toEqual(hour)
  })

  it('never lets a call be made before Gong wants it', () => {
    const state = fc.record({
      blockedUntilMs: fc.integer({ min: NOON_MS - 9999, max: NOON_MS + 9999 }),
      failures: fc.nat(50),
      rateShare: fc.double({ min: 1 / 16, max: 1, noNaN: true }),
      rateChangedAtMs: fc.integer({ min: NOON_MS - 999_999, max: NOON_MS }),
    })
    const asked = fc.integer({ min: 1000, max: 99_999 })
    fc.assert(
      fc.property(state, asked, fc.boolean(), (before, askedToWaitMs, wasFailing) => {
        const after = fail(before, { askedToWaitMs, wasFailing, random: 0 })
        expect(after.blockedUntilMs).toBeGreaterThanOrEqual(NOON_MS + askedToWaitMs)
        expect(after.blockedUntilMs).toBeGreaterThanOrEqual(before.blockedUntilMs)
      }),
    )
  })
})

describe('Gong cannot take calls', () => {
  /** Steps for so long, turning the clock to whatever is waited for. */
  async function deliverFor(durationMs: number, test: Awaited<ReturnType<typeof deliverTo>>) {
    const endMs = test.nowMs() + durationMs
    while (test.nowMs() < endMs) {
      const step = await test.step()
      if (step.kind === 'again') continue
      const untilMs = step.kind === 'wait' ? (step.untilMs ?? endMs) : endMs
      test.turn(Math.min(endMs, untilMs) - test.nowMs())
    }
  }

  it.each<[string, ScriptedAnswer]>([
    ['503', { status: 503 }],
    ['time-outs', TIMED_OUT],
    ['resets', HUNG_UP],
    ['429 without Retry-After', { status: 429 }],
    ['429 that asks for a second', { status: 429, headers: { 'Retry-After': '1' } }],
  ])('%s for 15 minutes cost a few calls, however many people wait', async (_, answer) => {
    const test = await deliverTo(answer)
    for (let person = 0; person < 60; person++) {
      await queueOne(test.deps.store, { laneKey: `person ${person}` })
    }
    await deliverFor(15 * MINUTE_MS, test)
    expect(test.calls.length).toBeGreaterThan(8)
    expect(test.calls.length).toBeLessThan(12)
  })

  it('a 429 backs off also where one interaction alone waits', async () => {
    const test = await deliverTo({ status: 429 })
    await queueOne(test.deps.store)
    await deliverFor(15 * MINUTE_MS, test)
    expect(test.calls.length).toBeLessThan(12)
  })

  it('the count outlives a restart', async () => {
    const test = await deliverTo(HUNG_UP)
    await queueOne(test.store, { laneKey: 'one' })
    await queueOne(test.store, { laneKey: 'two' })
    await test.step()
    const store = await test.reopen()
    test.turn(SECOND_MS + 10)
    await deliverOnce({ ...test.deps, store })
    expect(await store.readDestination()).toMatchObject({ failures: 2 })
  })

  it.each<[string, ScriptedAnswer]>([
    ['delivered', ACCEPTED],
    ['refused', { status: 400 }],
  ])('the first that is %s ends it', async (_, answer) => {
    const test = await deliverTo({ status: 503 }, TIMED_OUT, answer)
    for (const laneKey of ['one', 'two', 'three']) await queueOne(test.store, { laneKey })
    await deliverFor(MINUTE_MS, test)
    expect(await test.store.readDestination()).toMatchObject({ failures: 0 })
  })

  it('a few high ones that always fail stop nobody', async () => {
    const test = await deliverTo(ACCEPTED)
    const { deps, store } = test
    const choosy = timingOut(deps.client, 'poisoned')
    for (const laneKey of ['one', 'two', 'three']) {
      await queueOne(store, { laneKey, content: { title: 'poisoned', priority: 'high' } })
    }
    for (let person = 0; person < 50; person++) await queueOne(store, { laneKey: `p${person}` })
    const step = () => deliverOnce({ ...deps, client: choosy })
    await deliverFor(10 * MINUTE_MS, { ...test, step })
    expect(test.calls).toHaveLength(50)
  })

  it('an interaction that always fails keeps the others back for a second at a time', async () => {
    const test = await deliverTo(ACCEPTED)
    const { deps, store } = test
    const poisoned = await queueOne(store, { laneKey: 'poisoned', content: { title: 'poisoned' } })
    const choosy = timingOut(deps.client, 'poisoned')
    const step = () => deliverOnce({ ...deps, client: choosy })
    await deliverFor(60 * MINUTE_MS, { ...test, step })
    const attempts = (await test.rows('interactions'))[poisoned - 1]?.attempts ?? 0
    expect(attempts).toBeGreaterThan(10)
    expect(attempts).toBeLessThan(16)
    expect((await store.readDestination()).failures).toBe(1)
    for (let person = 0; person < 20; person++) {
      await queueOne(store, { laneKey: `person ${person}`, nowMs: test.nowMs() })
    }
    await deliverFor(15 * SECOND_MS, { ...test, step })
    expect(test.calls).toHaveLength(20)
  })
})
