import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../wire/test-data.js'
import { takeTurn } from './deliver/take-turn.js'
import { aBudget } from './deliver/test-delivery.js'
import { relieveOnce, retainOnce, sampleOnce } from './housekeeping.js'
import { createTestLogger } from './lib/test-logger.js'
import type { SealedContent } from './store/interaction.js'
import type { Priority } from './store/tables.js'
import { queueOne } from './store/test-outbox.js'
import { aSpooledBeacon, foldsInto, openTestStore } from './store/test-store.js'

const DAY_MS = 24 * 60 * 60 * 1000
const config = {
  hold: { days: 30, maxPerVisitor: 500 },
  retention: { eventDays: 90, interactionDays: 400 },
}

/** A store with more old events than go in one step, folded, and one that is young. */
async function openOldStore() {
  const { store, rows } = await openTestStore({ clock: () => NOON_MS })
  const old = Array.from({ length: 1200 }, () => anEvent('page_view'))
  const receivedAtMs = NOON_MS - 91 * DAY_MS
  await store.appendBeacons([aSpooledBeacon(old, { receivedAtMs })])
  await store.appendBeacons([aSpooledBeacon([anEvent('click')])])
  const seqs = (await rows('events')).map(({ seq }) => seq)
  await store.foldEvents(foldsInto(1, seqs))
  const { logger, lines } = createTestLogger()
  return { deps: { store, config, logger }, rows, lines }
}

it('what is older than the retention is removed, and reported', async () => {
  const { deps, rows, lines } = await openOldStore()
  await retainOnce({ ...deps, signal: new AbortController().signal })
  expect((await rows('events')).map(({ type }) => type)).toEqual(['click'])
  expect(lines).toMatchObject([
    { event: 'retained', events: 1200, failedEvents: 0, interactions: 0, visitors: 0 },
  ])
  await retainOnce({ ...deps, signal: new AbortController().signal })
  expect(lines).toHaveLength(1)
})

it('counts of what was dropped go in steps, too', async () => {
  const { store, rows } = await openTestStore({ clock: () => NOON_MS })
  const dropped = { reason: 'bot_user_agent' as const, eventCount: 1 }
  const receivedAtMs = NOON_MS - 401 * DAY_MS
  const beacons = Array.from({ length: 1200 }, () => aSpooledBeacon([], { receivedAtMs, dropped }))
  await store.appendBeacons(beacons)
  const { logger, lines } = createTestLogger()
  await retainOnce({ store, config, logger, signal: AbortSignal.abort() })
  expect(await rows('drops')).toHaveLength(1200)
  await retainOnce({ store, config, logger, signal: new AbortController().signal })
  expect(await rows('drops')).toEqual([])
  expect(lines).toMatchObject([{ event: 'retained', drops: 1200 }])
})

it('what operators did goes with the interactions, and samples after a month', async () => {
  const { store, rows } = await openTestStore({ clock: () => NOON_MS })
  for (const days of [401, 399]) {
    const atMs = NOON_MS - days * DAY_MS
    await store.keepAudit({ atMs, actor: 'cli:ops', action: 'redrive', target: '', detail: {} })
  }
  for (const days of [31, 29]) await store.takeSample(NOON_MS - days * DAY_MS)
  const { logger, lines } = createTestLogger()
  await retainOnce({ store, config, logger, signal: new AbortController().signal })
  // And what retention itself has done.
  expect(await rows('audit')).toMatchObject([
    { at_ms: NOON_MS - 399 * DAY_MS },
    { at_ms: NOON_MS, action: 'retain', detail: '{"audit":1}' },
  ])
  expect((await rows('samples')).map(({ at_ms }) => at_ms)).toEqual([NOON_MS - 29 * DAY_MS])
  expect(lines).toMatchObject([{ event: 'retained', audit: 1 }])
})

it('a minute is written down once, however many processes are at it', async () => {
  const { store, rows } = await openTestStore({ clock: () => NOON_MS })
  await Promise.all([sampleOnce({ store }), sampleOnce({ store })])
  expect((await rows('samples')).map(({ at_ms }) => at_ms)).toEqual([NOON_MS])
})

it('a process that ends while it is at it is heard after a step', async () => {
  const { deps, rows } = await openOldStore()
  const stop = new AbortController()
  setImmediate(() => stop.abort())
  await retainOnce({ ...deps, signal: stop.signal })
  const left = (await rows('events')).length
  expect(left).toBeGreaterThan(1)
  expect(left).toBeLessThan(1201)
})

it('a process that ends does not wait for it', async () => {
  const { deps, rows } = await openOldStore()
  await retainOnce({ ...deps, signal: AbortSignal.abort() })
  expect(await rows('events')).toHaveLength(1201)
})

const LANE = 'email:ada@example.org'
const HOUR_MS = DAY_MS / 24

/** A store in which the day has one call for low and normal, by a clock that the test turns. */
async function openShortOfCalls({ spent = true } = {}) {
  let nowMs = NOON_MS
  const { store, rows } = await openTestStore({ clock: () => nowMs })
  const budget = aBudget({ callsPerDay: 1000 })
  budget.parts = { high: 1000, normal: 1, low: 1 }
  const { logger, lines } = createTestLogger()
  const deps = { store, budget, credential: 'test', logger, signal: new AbortController().signal }
  return {
    deps,
    store,
    lines,
    states: async () => (await rows('interactions')).map(({ state }) => state),
    rows,
    queue: (
      title: string,
      given: { minutes?: number; laneKey?: string; priority?: Priority } = {},
    ) => {
      const { minutes = 0, laneKey = LANE, priority = 'low' } = given
      const occurredAtMs = NOON_MS + minutes * 60_000
      return queueOne(store, { laneKey, nowMs, content: { title, priority, occurredAtMs } })
    },
    turn: (ms: number) => (nowMs += ms),
    relieve: async (changes: Partial<typeof deps> = {}) => {
      if (spent) await store.grantPermit(nowMs, 'low')
      await relieveOnce({ ...deps, ...changes })
    },
  }
}

describe('over budget', () => {
  it('what has waited a day is told once a day a person, and what comes later once more', async () => {
    const { store, queue, relieve, turn, rows, states, lines } = await openShortOfCalls()
    await queue('Pricing')
    await queue('Security', { minutes: 5 })
    await queue('Alone', { laneKey: 'eve' })
    turn(DAY_MS - 1)
    await relieve()
    expect(await states()).toEqual(['pending', 'pending', 'pending'])
    turn(1)
    await relieve()
    expect(await states()).toEqual(['folded', 'folded', 'pending', 'pending'])
    expect(lines).toMatchObject([
      {
        event: 'budget_relieved',
        told_in_digest: { interactions: 2, digests: 1 },
        over_budget: { low: 0, normal: 0 },
      },
    ])

    await queue('Docs', { minutes: 10 })
    await queue('Blog', { minutes: 15 })
    turn(DAY_MS)
    await relieve()
    const digests = (await rows('interactions')).filter(({ kind }) => kind === 'pages viewed')
    expect(digests).toMatchObject([
      { part: 1, state: 'pending', lane_key: LANE },
      { part: 2, state: 'pending', first_occurred_at_ms: NOON_MS + 10 * 60_000 },
    ])
    expect(
      digests.map(({ content }) => (JSON.parse(content ?? '') as SealedContent).title),
    ).toEqual([
      'Viewed 2 pages on 17 November: Pricing and Security',
      'Viewed 2 pages on 17 November: Docs and Blog',
    ])
    expect(await store.readNextDue(NOON_MS)).toBe(NOON_MS)
  })

  it('two people of one visitor and session have a digest each', async () => {
    const { queue, relieve, turn, states } = await openShortOfCalls()
    for (const laneKey of [LANE, 'eve']) {
      await queue('Pricing', { laneKey })
      await queue('Security', { laneKey })
    }
    turn(DAY_MS)
    await relieve()
    const told = ['folded', 'folded', 'folded', 'folded', 'pending', 'pending']
    expect(await states()).toEqual(told)
  })

  it('a digest is sent as soon as there is a call', async () => {
    const { deps, queue, relieve, turn, store, rows } = await openShortOfCalls()
    await queue('Pricing')
    await queue('Security')
    turn(DAY_MS)
    await relieve()
    turn(DAY_MS)
    const turnOf = { ...deps, callTimeoutMs: 15_000, companyName: undefined, sites: new Map() }
    const answer = await store.transaction((tx) => takeTurn(tx, turnOf))
    const digest = (await rows('interactions')).at(-1)
    const claim = { interactionId: digest?.interaction_id, gongEventId: digest?.gong_event_id }
    expect(answer).toMatchObject({ kind: 'turn', claim })
  })

  it('low is given up after three days, a digest three days after it was made, normal after fourteen, high never', async () => {
    const { queue, relieve, turn, states, lines } = await openShortOfCalls()
    await queue('Pricing')
    await queue('Security')
    await queue('Alone', { laneKey: 'eve' })
    await queue('Contact', { laneKey: 'joe', priority: 'normal' })
    await queue('Demo', { laneKey: 'joe', priority: 'high' })
    turn(DAY_MS)
    await relieve()
    turn(2 * DAY_MS)
    await relieve()
    const rest = ['pending', 'pending'] as const
    expect(await states()).toEqual(['folded', 'folded', 'shed', ...rest, 'pending'])
    turn(DAY_MS)
    await relieve()
    expect(await states()).toEqual(['folded', 'folded', 'shed', ...rest, 'shed'])
    turn(10 * DAY_MS)
    await relieve()
    expect(await states()).toEqual(['folded', 'folded', 'shed', 'shed', 'pending', 'shed'])
    turn(100 * DAY_MS)
    await relieve()
    expect((await states())[4]).toBe('pending')
    expect(lines.at(-1)).toMatchObject({ over_budget: { low: 0, normal: 1 } })
  })

  it('more goes than one step takes', async () => {
    const { queue, relieve, turn, rows, lines } = await openShortOfCalls()
    for (let person = 0; person < 120; person++) {
      await queue('Pricing', { laneKey: `p${person}` })
      await queue('Security', { laneKey: `p${person}` })
    }
    turn(DAY_MS)
    await relieve()
    expect(lines).toMatchObject([{ told_in_digest: { interactions: 240, digests: 120 } }])
    turn(3 * DAY_MS)
    await relieve()
    expect(lines[1]).toMatchObject({ over_budget: { low: 120 } })
    expect((await rows('lanes')).every(({ due_at_ms }) => due_at_ms === null)).toBe(true)
  })

  it('several processes at once tell each thing once', async () => {
    const { deps, queue, relieve, turn, lines, states } = await openShortOfCalls()
    for (let person = 0; person < 60; person++) {
      await queue('Pricing', { laneKey: `p${person}` })
      await queue('Security', { laneKey: `p${person}` })
    }
    turn(DAY_MS)
    await Promise.all([relieve(), relieveOnce(deps), relieveOnce(deps)])
    const told = lines.map((line) => line.told_in_digest as { interactions: number })
    expect(told.reduce((sum, { interactions }) => sum + interactions, 0)).toBe(120)
    expect((await states()).filter((state) => state === 'pending')).toHaveLength(60)
  })

  it('a lane that is claimed is left for the next pass', async () => {
    const { store, queue, relieve, turn, states } = await openShortOfCalls()
    await queue('Pricing')
    await queue('Security')
    const nowMs = turn(4 * DAY_MS)
    await store.transaction((tx) => tx.claim({ nowMs, leaseMs: HOUR_MS, downTo: 'low' }))
    await relieve()
    expect(await states()).toEqual(['pending', 'pending'])
    turn(HOUR_MS)
    await relieve()
    expect(await states()).toEqual(['folded', 'folded', 'pending'])
  })

  it('a process that ends leaves the rest for another', async () => {
    const { queue, relieve, turn, states } = await openShortOfCalls()
    await queue('Pricing')
    await queue('Security')
    turn(DAY_MS)
    await relieve({ signal: AbortSignal.abort() })
    expect(await states()).toEqual(['pending', 'pending'])
  })
})

describe('what waits for something else than calls is left alone', () => {
  async function openWaiting(given: { spent?: boolean } = {}) {
    const test = await openShortOfCalls(given)
    await test.queue('Pricing')
    await test.queue('Security')
    await test.queue('Contact', { laneKey: 'joe', priority: 'normal' })
    test.turn(20 * DAY_MS)
    return test
  }
  const untouched = ['pending', 'pending', 'pending']

  it('while there is a call for it', async () => {
    const { relieve, states, lines } = await openWaiting({ spent: false })
    await relieve()
    expect(await states()).toEqual(untouched)
    expect(lines).toEqual([])
  })

  it('while the sign-in is halted, and not for the halt of another', async () => {
    const { store, relieve, states } = await openWaiting()
    await store.halt('test', { reason: 'gong_unauthorized', haltedAtMs: NOON_MS })
    await relieve()
    expect(await states()).toEqual(untouched)
    await relieve({ credential: 'other' })
    expect(await states()).toEqual(['folded', 'folded', 'shed', 'pending'])
  })

  it.each([
    ['fails', { failures: 1 }],
    ['asked to wait', { blockedUntilMs: NOON_MS + 21 * DAY_MS }],
  ])('while Gong %s', async (_, changes) => {
    const { store, relieve, states } = await openWaiting()
    const destination = await store.readDestination()
    await store.writeDestination({ ...destination, ...changes })
    await relieve()
    expect(await states()).toEqual(untouched)
    await store.writeDestination(destination)
    await relieve()
    expect(await states()).toEqual(['folded', 'folded', 'shed', 'pending'])
  })

  it('normal while it has calls that low has not', async () => {
    const { deps, relieve, states } = await openWaiting()
    deps.budget.parts.normal = 1000
    await relieve()
    expect(await states()).toEqual(['folded', 'folded', 'pending', 'pending'])
  })
})
