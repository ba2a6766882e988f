import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import type { Permit } from './permits.js'
import type { Store } from './store.js'
import { openTestStore as openStoreWith } from './test-store.js'

const BUDGET = { callsPerSecond: 3, callsPerDay: 10_000 }
const CALL_TIMEOUT_MS = 15_000
const DAY_MS = 24 * 60 * 60 * 1000

let clockMs = NOON_MS
const openTestStore = () => openStoreWith({ clock: () => clockMs })

function takeAt(store: Store, nowMs: number, budget = BUDGET): Promise<Permit> {
  clockMs = nowMs
  return store.transaction((tx) => tx.takePermit(budget, CALL_TIMEOUT_MS))
}

async function mustTake(store: Store, nowMs: number, budget = BUDGET): Promise<number> {
  const permit = await takeAt(store, nowMs, budget)
  if (permit.kind === 'wait') throw new Error(`no permit before ${permit.untilMs}`)
  return permit.permitId
}

describe('the second', () => {
  it('a fourth call waits until a second after the first answer was there', async () => {
    const { store } = await openTestStore()
    const [first = 0] = [
      await mustTake(store, NOON_MS),
      await mustTake(store, NOON_MS),
      await mustTake(store, NOON_MS),
    ]
    expect((await takeAt(store, NOON_MS + 5000)).kind).toBe('wait')
    await store.finishPermit(first, NOON_MS + 5000)
    const wait = { kind: 'wait', untilMs: NOON_MS + 6010 }
    expect(await takeAt(store, NOON_MS + 5000)).toEqual(wait)
    expect(await takeAt(store, wait.untilMs - 1)).toEqual(wait)
    expect((await takeAt(store, wait.untilMs)).kind).toBe('permit')
  })

  it('no second sees more calls than allowed, wherever within its call Gong counts it', async () => {
    const { store } = await openTestStore()
    const call = fc.record({ restMs: fc.nat(900), callMs: fc.nat(2500), counted: fc.nat(1000) })
    let day = 0
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 5, maxLength: 30 }), async (calls) => {
        let nowMs = NOON_MS + 2 * DAY_MS * ++day
        const arrivals: number[] = []
        const underWay: { permitId: number; endMs: number }[] = []
        for (const { restMs, callMs, counted } of calls) {
          nowMs += restMs
          for (let permit = await takeAt(store, nowMs); ; permit = await takeAt(store, nowMs)) {
            if (permit.kind === 'permit') {
              underWay.push({ permitId: permit.permitId, endMs: nowMs + callMs })
              arrivals.push(nowMs + (callMs * counted) / 1000)
              break
            }
            expect(permit.untilMs).toBeGreaterThan(nowMs)
            nowMs = Math.min(permit.untilMs, ...underWay.map(({ endMs }) => endMs))
            for (const ended of underWay.filter(({ endMs }) => endMs <= nowMs)) {
              await store.finishPermit(ended.permitId, nowMs)
              underWay.splice(underWay.indexOf(ended), 1)
            }
          }
        }
        const sorted = arrivals.sort((a, b) => a - b)
        for (const [index, fourth] of sorted.slice(3).entries()) {
          expect(fourth - (sorted[index] ?? NaN)).toBeGreaterThan(1000)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('a call whose end nobody saw is over after its time-out', async () => {
    const { store } = await openTestStore()
    for (let count = 0; count < 3; count++) await mustTake(store, NOON_MS)
    expect((await takeAt(store, NOON_MS + CALL_TIMEOUT_MS + 1009)).kind).toBe('wait')
    expect((await takeAt(store, NOON_MS + CALL_TIMEOUT_MS + 1010)).kind).toBe('permit')
  })

  it('a permit with which no call was made leaves its place at once', async () => {
    const { store } = await openTestStore()
    const budget = { ...BUDGET, callsPerSecond: 1 }
    await store.returnPermit(await mustTake(store, NOON_MS, budget))
    expect((await takeAt(store, NOON_MS, budget)).kind).toBe('permit')
  })
})

describe('the day', () => {
  const budget = { callsPerSecond: 100, callsPerDay: 2 }

  it('counts calls over any 24 hours and waits for the oldest to leave them', async () => {
    const { store } = await openTestStore()
    await mustTake(store, NOON_MS, budget)
    await mustTake(store, NOON_MS + 1000, budget)
    const wait = { kind: 'wait', untilMs: NOON_MS + DAY_MS }
    expect(await takeAt(store, NOON_MS + DAY_MS / 2, budget)).toEqual(wait)
    expect(await takeAt(store, wait.untilMs - 1, budget)).toEqual(wait)
    await mustTake(store, wait.untilMs, budget)
    const next = { kind: 'wait', untilMs: NOON_MS + 1000 + DAY_MS }
    expect(await takeAt(store, wait.untilMs, budget)).toEqual(next)
  })

  it('forgets permits that no count needs any more, and no other', async () => {
    const { store, rows } = await openTestStore()
    await mustTake(store, NOON_MS, budget)
    await mustTake(store, NOON_MS + 1, budget)
    await store.forgetOldPermits(NOON_MS + DAY_MS + 1)
    expect((await rows('permits')).map(({ taken_at_ms }) => taken_at_ms)).toEqual([NOON_MS + 1])
    await store.forgetOldPermits(NOON_MS + DAY_MS + 1)
    expect(await rows('permits')).toHaveLength(1)
  })

  it('without any budget it looks again later, not at once', async () => {
    const { store } = await openTestStore()
    const none = { callsPerSecond: 3, callsPerDay: 0 }
    expect(await takeAt(store, NOON_MS, none)).toEqual({ kind: 'wait', untilMs: NOON_MS + DAY_MS })
  })
})

describe('Gong cannot take calls', () => {
  const untilMs = NOON_MS + 60_000
  const down = { blockedUntilMs: untilMs, failures: 3, failedInteractionId: 7 }

  it('nothing is permitted before the block ends, also after a restart', async () => {
    const test = await openTestStore()
    await test.store.blockDestination(down)
    await test.reopen()
    expect(await test.store.readDestination()).toEqual(down)
    expect(await takeAt(test.store, NOON_MS)).toEqual({ kind: 'wait', untilMs })
    expect(await takeAt(test.store, untilMs - 1)).toEqual({ kind: 'wait', untilMs })
    expect((await takeAt(test.store, untilMs)).kind).toBe('permit')
  })

  it('one call at a time finds out whether it is back, and a good answer frees the rest', async () => {
    const { store } = await openTestStore()
    await store.blockDestination(down)
    await mustTake(store, untilMs)
    expect((await takeAt(store, untilMs)).kind).toBe('wait')
    await store.forgetFailures()
    expect(await store.readDestination()).toMatchObject({ failures: 0, failedInteractionId: null })
    expect((await takeAt(store, untilMs)).kind).toBe('permit')
  })

  it('a good answer ends no block that Gong asked for meanwhile', async () => {
    const { store } = await openTestStore()
    await store.blockDestination(down)
    await store.forgetFailures()
    expect(await takeAt(store, NOON_MS)).toEqual({ kind: 'wait', untilMs })
  })
})

describe('a clock that is set back by an hour', () => {
  const HOUR_MS = 3_600_000

  it('costs a second, and not an hour', async () => {
    const { store } = await openTestStore()
    for (let count = 0; count < 3; count++) {
      const permitId = await mustTake(store, NOON_MS + HOUR_MS)
      await store.finishPermit(permitId, NOON_MS + HOUR_MS)
    }
    const wait = { kind: 'wait', untilMs: NOON_MS + 1010 }
    expect(await takeAt(store, NOON_MS)).toEqual(wait)
    expect(await takeAt(store, wait.untilMs - 1)).toEqual(wait)
    expect((await takeAt(store, wait.untilMs)).kind).toBe('permit')
  })

  it('frees the place of a call whose end nobody saw after its time-out', async () => {
    const { store } = await openTestStore()
    for (let count = 0; count < 3; count++) await mustTake(store, NOON_MS + HOUR_MS)
    expect((await takeAt(store, NOON_MS)).kind).toBe('wait')
    expect((await takeAt(store, NOON_MS + CALL_TIMEOUT_MS + 1010)).kind).toBe('permit')
  })

  it('gives the day no more calls than it has', async () => {
    const { store } = await openTestStore()
    const budget = { callsPerSecond: 3, callsPerDay: 1 }
    await mustTake(store, NOON_MS + HOUR_MS, budget)
    const wait = { kind: 'wait', untilMs: NOON_MS + DAY_MS }
    expect(await takeAt(store, NOON_MS, budget)).toEqual(wait)
  })
})

it('permits and their ends outlive a restart', async () => {
  const test = await openTestStore()
  const budget = { callsPerSecond: 1, callsPerDay: 2 }
  const first = await mustTake(test.store, NOON_MS, budget)
  await test.store.finishPermit(first, NOON_MS + 100)
  await test.reopen()
  expect(await takeAt(test.store, NOON_MS + 100, budget)).toEqual({
    kind: 'wait',
    untilMs: NOON_MS + 1110,
  })
})
