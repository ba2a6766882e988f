import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { aSite, siteMap } from '../lib/test-sites.js'
import type { Store } from '../store/store.js'
import { queueOne } from '../store/test-outbox.js'
import { openTestStore as openStoreWith } from '../store/test-store.js'
import type { Budget } from './budget.js'
import { takeTurn, type TurnAnswer } from './take-turn.js'
import { aBudget } from './test-delivery.js'

const CALL_TIMEOUT_MS = 15_000
const HELD_MS = 1005
const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

let clockMs = NOON_MS

/** A store in which one lane after the other has something to be sent. */
async function openTestStore(lanes = 40) {
  const test = await openStoreWith({ clock: () => clockMs })
  clockMs = NOON_MS
  for (let lane = 0; lane < lanes; lane++) {
    await queueOne(test.store, { laneKey: `lane ${lane}`, nowMs: NOON_MS - 1 })
  }
  return test
}

function takeAt(store: Store, nowMs: number, budget = aBudget()): Promise<TurnAnswer> {
  clockMs = nowMs
  return store.transaction((tx) =>
    takeTurn(tx, {
      budget,
      credential: 'ours',
      callTimeoutMs: CALL_TIMEOUT_MS,
      companyName: undefined,
      sites: siteMap(aSite()),
    }),
  )
}

async function mustTake(store: Store, nowMs: number, budget?: Budget): Promise<number> {
  const turn = await takeAt(store, nowMs, budget)
  if (turn.kind !== 'turn') throw new Error(`no turn: ${JSON.stringify(turn)}`)
  return turn.permitId
}

describe('the second', () => {
  it('a fourth call waits until a second after the first answer was there', async () => {
    const { store } = await openTestStore()
    const first = await mustTake(store, NOON_MS)
    await mustTake(store, NOON_MS)
    await mustTake(store, NOON_MS)
    expect((await takeAt(store, NOON_MS + 5000)).kind).toBe('wait')
    await store.finishPermit(first, NOON_MS + 5000)
    const wait = { kind: 'wait', untilMs: NOON_MS + 5000 + HELD_MS }
    expect(await takeAt(store, NOON_MS + 5000)).toEqual(wait)
    expect(await takeAt(store, wait.untilMs - 1)).toEqual(wait)
    expect((await takeAt(store, wait.untilMs)).kind).toBe('turn')
  })

  it('no second sees more calls than allowed, wherever within its call Gong counts it', async () => {
    const call = fc.record({ restMs: fc.nat(900), callMs: fc.nat(2500), counted: fc.nat(1000) })
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 5, maxLength: 30 }), async (calls) => {
        const { store } = await openTestStore(calls.length)
        let nowMs = NOON_MS
        const arrivals: number[] = []
        const underWay: { permitId: number; endMs: number }[] = []
        for (const { restMs, callMs, counted } of calls) {
          nowMs += restMs
          for (let turn = await takeAt(store, nowMs); ; turn = await takeAt(store, nowMs)) {
            if (turn.kind === 'turn') {
              underWay.push({ permitId: turn.permitId, endMs: nowMs + callMs })
              arrivals.push(nowMs + (callMs * counted) / 1000)
              break
            }
            if (turn.kind !== 'wait' || turn.untilMs === null) throw new Error('nothing to take')
            expect(turn.untilMs).toBeGreaterThan(nowMs)
            nowMs = Math.min(turn.untilMs, ...underWay.map(({ endMs }) => endMs))
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
      { numRuns: 15 },
    )
  }, 60_000)

  it('a call whose end nobody saw is over after its time-out', async () => {
    const { store } = await openTestStore()
    for (let count = 0; count < 3; count++) await mustTake(store, NOON_MS)
    const overMs = NOON_MS + CALL_TIMEOUT_MS + HELD_MS
    expect((await takeAt(store, overMs - 1)).kind).toBe('wait')
    expect((await takeAt(store, overMs)).kind).toBe('turn')
  })

  it('a permit with which no call was made leaves its place at once', async () => {
    const { store } = await openTestStore()
    const budget = aBudget({ callsPerSecond: 1 })
    await store.returnPermit(await mustTake(store, NOON_MS, budget))
    expect((await takeAt(store, NOON_MS, budget)).kind).toBe('turn')
  })

  it('a permit is taken for what is there to be sent, and else none', async () => {
    const { store, rows } = await openTestStore(0)
    expect(await takeAt(store, NOON_MS)).toEqual({ kind: 'wait', untilMs: null })
    await queueOne(store, { content: { priority: 'high' } })
    await mustTake(store, NOON_MS)
    expect(await rows('permits')).toMatchObject([{ priority: 'high', taken_at_ms: NOON_MS }])
  })
})

describe('the day', () => {
  const budget = aBudget({ callsPerSecond: 100, callsPerDay: 2 })

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
})

describe('what calls are short for', () => {
  const short = {
    ...aBudget({ callsPerSecond: 100, callsPerDay: 3 }),
    parts: { high: 3, normal: 8, low: 1 },
  }

  it('goes by priority, however long the others have waited', async () => {
    const { store } = await openTestStore(0)
    for (const priority of ['low', 'normal', 'high'] as const) {
      await queueOne(store, { laneKey: priority, content: { priority } })
    }
    const taken: string[] = []
    for (let count = 0; count < 3; count++) {
      const turn = await takeAt(store, NOON_MS + count)
      taken.push(turn.kind === 'turn' ? turn.claim.laneKey : turn.kind)
    }
    expect(taken).toEqual(['high', 'normal', 'low'])
  })

  it('what has no room holds up nothing, not even of the same person', async () => {
    const { store } = await openTestStore(0)
    const given = { laneKey: 'ada' }
    for (let minute = 0; minute < 3; minute++) {
      const occurredAtMs = NOON_MS + minute * 60_000
      await queueOne(store, { ...given, content: { priority: 'low', occurredAtMs } })
    }
    const late = NOON_MS + HOUR_MS
    const high = await queueOne(store, {
      ...given,
      content: { priority: 'high', occurredAtMs: late },
    })
    const finish = async (turn: TurnAnswer) => {
      if (turn.kind !== 'turn') throw new Error(turn.kind)
      const attempt = { startedAtMs: 0, durationMs: 0, outcome: 'delivered', status: 200 } as const
      const said = { reason: null, requestId: null, errors: [] }
      await store.conclude(turn.claim, {
        attempt: { ...attempt, ...said },
        conclusion: { state: 'delivered', requestId: null },
        nowMs: clockMs,
      })
      return turn.claim.interactionId
    }
    // With room for all, what happened first goes first.
    const first = await finish(await takeAt(store, NOON_MS, short))
    expect(first).not.toBe(high)
    // The low ones have had their part.
    expect(await finish(await takeAt(store, NOON_MS + 1, short))).toBe(high)
    const wait = await takeAt(store, NOON_MS + 2, short)
    expect(wait.kind).toBe('wait')
    const roomMs = NOON_MS + DAY_MS + 60_000
    expect((await takeAt(store, roomMs, short)).kind).toBe('turn')
  })

  it('from half of the day on, what is urgent goes first with a person too', async () => {
    const budget = aBudget({ callsPerSecond: 100, callsPerDay: 4 })
    const { store } = await openTestStore(0)
    for (const [index, priority] of (['low', 'low', 'low', 'high'] as const).entries()) {
      await queueOne(store, { content: { priority, occurredAtMs: NOON_MS + index } })
    }
    const taken: string[] = []
    for (let count = 0; count < 4; count++) {
      const turn = await takeAt(store, NOON_MS + 60_000 * count, budget)
      if (turn.kind !== 'turn') throw new Error(turn.kind)
      taken.push(turn.claim.priority)
      const attempt = { startedAtMs: 0, durationMs: 0, outcome: 'delivered', status: 200 } as const
      await store.conclude(turn.claim, {
        attempt: { ...attempt, reason: null, requestId: null, errors: [] },
        conclusion: { state: 'delivered', requestId: null },
        nowMs: clockMs,
      })
    }
    expect(taken).toEqual(['low', 'low', 'high', 'low'])
  })
})

describe('Gong cannot take calls', () => {
  const untilMs = NOON_MS + 60_000
  const down = {
    blockedUntilMs: untilMs,
    failures: 3,
    rateShare: 0.25,
    rateChangedAtMs: NOON_MS,
  }

  it('nothing is permitted before the block ends, also after a restart', async () => {
    const test = await openTestStore()
    await test.store.writeDestination(down)
    await test.reopen()
    expect(await test.store.readDestination()).toEqual(down)
    expect(await takeAt(test.store, NOON_MS)).toEqual({ kind: 'wait', untilMs })
    expect(await takeAt(test.store, untilMs - 1)).toEqual({ kind: 'wait', untilMs })
    expect((await takeAt(test.store, untilMs)).kind).toBe('turn')
  })

  it('one call at a time finds out whether it is back, and a good answer frees the rest', async () => {
    const { store } = await openTestStore()
    await store.writeDestination({ ...down, rateShare: 1 })
    await mustTake(store, untilMs)
    expect((await takeAt(store, untilMs)).kind).toBe('wait')
    await store.forgetFailures()
    expect(await store.readDestination()).toMatchObject({ failures: 0 })
    expect((await takeAt(store, untilMs)).kind).toBe('turn')
  })

  it('a good answer ends no block that Gong asked for meanwhile', async () => {
    const { store } = await openTestStore()
    await store.writeDestination(down)
    await store.forgetFailures()
    expect(await takeAt(store, NOON_MS)).toEqual({ kind: 'wait', untilMs })
  })

  it('after it was too fast it calls more seldom, and recovers slowly', async () => {
    const { store } = await openTestStore()
    const slowed = { ...down, blockedUntilMs: 0, failures: 0 }
    await store.writeDestination(slowed)
    // A quarter of three a second is one every 1.34 s.
    await store.finishPermit(await mustTake(store, NOON_MS), NOON_MS)
    const next = await takeAt(store, NOON_MS + HELD_MS)
    expect(next).toMatchObject({ kind: 'wait' })
    expect((await takeAt(store, NOON_MS + 1340)).kind).toBe('turn')
    const recoveredMs = NOON_MS + 12 * 60_000
    for (let count = 0; count < 3; count++) await mustTake(store, recoveredMs)
    expect((await takeAt(store, recoveredMs)).kind).toBe('wait')
  })
})

describe('a halt', () => {
  const halt = { reason: 'gong_forbidden', haltedAtMs: NOON_MS } as const

  it('is of the sign-in that was refused, outlives a restart, and ends when it is resumed', async () => {
    const test = await openTestStore()
    await test.store.halt('ours', halt)
    await test.reopen()
    expect(await takeAt(test.store, NOON_MS)).toEqual({ kind: 'halt', reason: 'gong_forbidden' })
    expect(await test.rows('permits')).toEqual([])
    expect(await test.store.resume('ours')).toBe(true)
    expect((await takeAt(test.store, NOON_MS)).kind).toBe('turn')
    expect(await test.store.resume('ours')).toBe(false)
  })

  it('does not stop another sign-in', async () => {
    const { store } = await openTestStore()
    await store.halt('others', halt)
    expect((await takeAt(store, NOON_MS)).kind).toBe('turn')
  })
})

describe('a clock that is set back by an hour', () => {
  it('costs a second, and not an hour', async () => {
    const { store } = await openTestStore()
    for (let count = 0; count < 3; count++) {
      const permitId = await mustTake(store, NOON_MS + HOUR_MS)
      await store.finishPermit(permitId, NOON_MS + HOUR_MS)
    }
    const wait = { kind: 'wait', untilMs: NOON_MS + HELD_MS }
    expect(await takeAt(store, NOON_MS)).toEqual(wait)
    expect(await takeAt(store, wait.untilMs - 1)).toEqual(wait)
    expect((await takeAt(store, wait.untilMs)).kind).toBe('turn')
  })

  it('frees the place of a call whose end nobody saw after its time-out', async () => {
    const { store } = await openTestStore()
    for (let count = 0; count < 3; count++) await mustTake(store, NOON_MS + HOUR_MS)
    expect((await takeAt(store, NOON_MS)).kind).toBe('wait')
    expect((await takeAt(store, NOON_MS + CALL_TIMEOUT_MS + HELD_MS)).kind).toBe('turn')
  })

  it('gives the day no more calls than it has', async () => {
    const { store } = await openTestStore()
    const budget = aBudget({ callsPerDay: 1 })
    await mustTake(store, NOON_MS + HOUR_MS, budget)
    const wait = { kind: 'wait', untilMs: NOON_MS + DAY_MS }
    expect(await takeAt(store, NOON_MS, budget)).toEqual(wait)
  })
})

it('permits and their ends outlive a restart', async () => {
  const test = await openTestStore()
  const budget = aBudget({ callsPerSecond: 1, callsPerDay: 2 })
  const first = await mustTake(test.store, NOON_MS, budget)
  await test.store.finishPermit(first, NOON_MS + 100)
  await test.reopen()
  expect(await takeAt(test.store, NOON_MS + 100, budget)).toEqual({
    kind: 'wait',
    untilMs: NOON_MS + 100 + HELD_MS,
  })
})

describe('what a claim sends is fixed with the claim', () => {
  it('so who stood still between the two, and whoever took over, send the same', async () => {
    const { store } = await openTestStore(0)
    await queueOne(store, {
      content: { contentId: 'p', contentUrl: 'https://www.acme.com/p', reportAs: 'content-viewed' },
    })
    const one = await takeAt(store, NOON_MS)
    const engaging = siteMap(aSite({ engagementCalls: true }))
    clockMs = NOON_MS + 21_000
    const wish = { budget: aBudget(), credential: 'ours', callTimeoutMs: CALL_TIMEOUT_MS }
    const two = await store.transaction((tx) =>
      takeTurn(tx, { ...wish, companyName: 'Renamed', sites: engaging }),
    )
    if (one.kind !== 'turn' || two.kind !== 'turn') throw new Error('no turn')
    expect(two.claim.interactionId).toBe(one.claim.interactionId)
    expect(two.call).toEqual(one.call)
  })
})
