import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { ACCEPTED, HUNG_UP, TIMED_OUT, type ScriptedAnswer } from '../gong/test-gong.js'
import { queueOne } from '../store/test-outbox.js'
import { deliverOnce, type DeliverDeps } from './deliver-once.js'
import { aBudget, deliverTo, timingOut } from './test-delivery.js'

const SECOND_MS = 1000
const DAY_MS = 24 * 60 * 60 * SECOND_MS

/** By how much a call's place outlasts the first back-off. */
const PLACE_MS = 5

describe('what becomes of an interaction', () => {
  it('there is nothing to do where nothing is queued', async () => {
    const { step, calls } = await deliverTo(ACCEPTED)
    expect(await step()).toEqual({ kind: 'wait', untilMs: null })
    expect(calls).toEqual([])
  })

  it.each([
    ['200', ACCEPTED, { state: 'delivered', request_id: 'r-1' }, { outcome: 'delivered' }],
    ['409', { status: 409, body: { requestId: 'r-2' } }, { state: 'delivered' }, { status: 409 }],
    [
      '400',
      { status: 400, body: { requestId: 'r-3', errors: ['no title'] } },
      { state: 'dead', reason: 'gong_rejected', detail: '["no title"]', ended_at_ms: NOON_MS },
      { outcome: 'dead', errors: '["no title"]', request_id: 'r-3' },
    ],
    ['500', { status: 500 }, { state: 'pending', reason: 'gong_unavailable' }, { status: 500 }],
    ['a time-out', TIMED_OUT, { reason: 'gong_timeout' }, { outcome: 'retry', status: null }],
    [
      'a reset',
      HUNG_UP,
      { state: 'pending', reason: 'gong_unreachable' },
      { errors: '["Error: read ECONNRESET"]' },
    ],
    [
      "a proxy's page",
      { status: 502, body: '<html>' },
      { reason: 'gong_unavailable' },
      { errors: '[]' },
    ],
    [
      'an answer without end',
      { status: 200, body: 'x'.repeat(100_000) },
      { state: 'pending', reason: 'gong_answer_unreadable' },
      { outcome: 'retry', status: 200 },
    ],
  ])('after %s', async (_, answer: ScriptedAnswer, interaction, attempt) => {
    const { deps, step, rows } = await deliverTo(answer)
    const interactionId = await queueOne(deps.store)
    expect(await step()).toEqual({ kind: 'again' })
    expect(await rows('interactions')).toMatchObject([{ attempts: 1, ...interaction }])
    expect(await rows('attempts')).toMatchObject([{ interaction_id: interactionId, ...attempt }])
    expect(await rows('permits')).toMatchObject([{ finished_at_ms: NOON_MS }])
  })

  it('each attempt sends the same, whatever has changed in the configuration since', async () => {
    const { deps, step, turn, calls } = await deliverTo({ status: 500 }, ACCEPTED)
    await queueOne(deps.store)
    await step()
    turn(DAY_MS)
    await deliverOnce({ ...deps, companyName: 'Renamed', sites: new Map() })
    expect(calls).toHaveLength(2)
    expect(calls[1]?.body).toEqual(calls[0]?.body)
  })

  it('it is never sent again after success', async () => {
    const { deps, finish, turn, calls } = await deliverTo({ status: 503 }, TIMED_OUT, ACCEPTED)
    await queueOne(deps.store)
    await finish()
    turn(DAY_MS)
    await finish()
    expect(calls).toHaveLength(3)
    expect(new Set(calls.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })

  it.each(['', ' ', '\u00A0'])(
    'what breaks the contract is buried without a call or a permit: a title of %j',
    async (title) => {
      const { deps, step, rows, calls } = await deliverTo(ACCEPTED)
      await queueOne(deps.store, { content: { title } })
      expect(await step()).toEqual({ kind: 'again' })
      expect(calls).toEqual([])
      expect(await rows('permits')).toEqual([])
      expect(await rows('interactions')).toMatchObject([
        { state: 'dead', reason: 'contract_violation' },
      ])
      expect((await rows('interactions'))[0]?.detail).toMatch(/content\.contentTitle/)
    },
  )
})

describe('waiting', () => {
  it('backs off, a little longer each time', async () => {
    const { deps, step, turn, nowMs } = await deliverTo({ status: 500 })
    await queueOne(deps.store)
    for (const waitMs of [1000, 2000, 4000, 8000]) {
      await step()
      expect(await deps.store.readNextDue(nowMs())).toBe(nowMs() + waitMs)
      turn(waitMs + PLACE_MS)
    }
  })

  it('waits as long as Gong asked, with everything', async () => {
    const limited = { status: 429, headers: { 'Retry-After': '600' } }
    const { deps, step, turn, calls, rows } = await deliverTo(limited, ACCEPTED)
    await queueOne(deps.store, { laneKey: 'one' })
    await queueOne(deps.store, { laneKey: 'two' })
    await step()
    const wait = { kind: 'wait', untilMs: NOON_MS + 600 * SECOND_MS }
    expect(await step()).toEqual(wait)
    turn(600 * SECOND_MS - 1)
    expect(await step()).toEqual(wait)
    turn(1)
    await step()
    await step()
    expect(calls).toHaveLength(3)
    expect((await rows('interactions')).map(({ state }) => state)).toEqual([
      'delivered',
      'delivered',
    ])
  })

  it('gives up after three days of failures, and says of what', async () => {
    const { deps, step, turn, nowMs, rows } = await deliverTo({ status: 503 })
    await queueOne(deps.store)
    for (let count = 0; count < 11; count++) {
      await step()
      turn(SECOND_MS * 60 * 60)
      await deps.store.wakeSteppedOver(nowMs(), 9)
    }
    expect(await rows('interactions')).toMatchObject([{ state: 'pending', attempts: 11 }])
    turn(3 * DAY_MS)
    await step()
    expect(await rows('interactions')).toMatchObject([
      { state: 'dead', reason: 'retries_exhausted', detail: '["gong_unavailable"]' },
    ])
  })

  it('how long it waited for its first attempt is not held against it', async () => {
    const { deps, step, turn, rows } = await deliverTo({ status: 503 }, ACCEPTED)
    await queueOne(deps.store)
    turn(4 * DAY_MS)
    await step()
    expect(await rows('interactions')).toMatchObject([{ state: 'pending', attempts: 1 }])
    turn(DAY_MS)
    await step()
    expect(await rows('interactions')).toMatchObject([{ state: 'delivered' }])
  })

  it('nor is how long delivery was halted', async () => {
    const { deps, step, turn, rows } = await deliverTo({ status: 503 }, { status: 401 }, TIMED_OUT)
    await queueOne(deps.store)
    await step()
    turn(DAY_MS)
    expect(await step()).toMatchObject({ kind: 'halt' })
    turn(4 * DAY_MS)
    expect(await step()).toMatchObject({ kind: 'halt' })
    await deps.store.resume(deps.credential)
    await step()
    expect(await rows('interactions')).toMatchObject([{ state: 'pending', attempts: 3 }])
  })

  it('spends no more calls in a day than it may', async () => {
    const { deps, step, turn, calls } = await deliverTo(ACCEPTED)
    const limited = { ...deps, budget: aBudget({ callsPerDay: 2 }) }
    for (let count = 0; count < 3; count++) await queueOne(deps.store)
    await deliverOnce(limited)
    await deliverOnce(limited)
    const wait = { kind: 'wait', untilMs: NOON_MS + DAY_MS }
    expect(await deliverOnce(limited)).toEqual(wait)
    turn(DAY_MS)
    await step()
    expect(calls).toHaveLength(3)
  })
})

it('a person is told in order, whatever fails in between', async () => {
  const { deps, finish, calls } = await deliverTo(
    { status: 500 },
    HUNG_UP,
    ACCEPTED,
    TIMED_OUT,
    ACCEPTED,
  )
  for (const minute of [2, 0, 1]) {
    const content = { occurredAtMs: NOON_MS + minute * 60_000, title: `minute ${minute}` }
    await queueOne(deps.store, { content })
  }
  await finish()
  const titles = calls.map(({ body }) => (body['content'] as { contentTitle: string }).contentTitle)
  const [first, second, third] = ['minute 0', 'minute 1', 'minute 2']
  expect(titles).toEqual([first, first, first, second, second, third])
})

it('what cannot be sent holds up what the same person did later for a quarter of an hour', async () => {
  const { deps, turn, nowMs, calls } = await deliverTo(ACCEPTED)
  const choosy = timingOut(deps.client, 'head')
  const head = await queueOne(deps.store, { content: { title: 'head' } })
  for (const minute of [1, 2, 3]) {
    const occurredAtMs = NOON_MS + minute * 60_000
    await queueOne(deps.store, { content: { title: `minute ${minute}`, occurredAtMs } })
  }
  const deliverUntil = async (endMs: number) => {
    while (nowMs() < endMs) {
      const next = await deliverOnce({ ...deps, client: choosy })
      if (next.kind === 'wait') turn(Math.min(endMs, next.untilMs ?? endMs) - nowMs())
    }
  }
  await deliverUntil(NOON_MS + 14 * 60 * SECOND_MS)
  expect(calls).toHaveLength(0)
  await deliverUntil(NOON_MS + 60 * 60 * SECOND_MS)
  const titles = calls.map(({ body }) => (body['content'] as { contentTitle: string }).contentTitle)
  expect(titles).toEqual(['minute 1', 'minute 2', 'minute 3'])
  // It is still tried, and goes once Gong takes it.
  turn(15 * 60 * SECOND_MS)
  await deps.store.wakeSteppedOver(nowMs(), 9)
  const claim = await deps.store.transaction((tx) =>
    tx.claim({ nowMs: nowMs(), leaseMs: 1, downTo: 'low' }),
  )
  expect(claim?.interactionId).toBe(head)
})

describe('a halt', () => {
  it.each([
    [401, 'gong_unauthorized'],
    [403, 'gong_forbidden'],
    [404, 'gong_unexpected'],
  ])('%i stops delivery, and nothing is lost by it', async (status, reason) => {
    const { deps, step, rows, lines } = await deliverTo({ status })
    await queueOne(deps.store)
    expect(await step()).toEqual({ kind: 'halt', reason })
    expect(await rows('interactions')).toMatchObject([{ state: 'pending', reason }])
    expect(lines.at(-1)).toMatchObject({ level: 50, event: 'attempt', reason })
  })
})

it('a call whose lease has ended changes nothing, and its repeat is a 409', async () => {
  const { deps, rows, turn, step, calls } = await deliverTo(ACCEPTED, { status: 409 })
  await queueOne(deps.store)
  const { client } = deps
  // A call that takes longer than anything may: meanwhile another takes the lane up and ends it.
  const slow: DeliverDeps['client'] = {
    async send(call) {
      const answer = await client.send(call)
      turn(60 * SECOND_MS)
      await step()
      return answer
    },
  }
  await deliverOnce({ ...deps, client: slow })
  expect(calls).toHaveLength(2)
  expect(await rows('interactions')).toMatchObject([{ state: 'delivered', attempts: 1 }])
  expect((await rows('attempts')).map(({ status }) => status)).toEqual([409, 200])
})

it('who stood still for longer than the lease outlasts calls nobody, and gives its permit back', async () => {
  const { deps, turn, calls, rows, step } = await deliverTo(ACCEPTED)
  await queueOne(deps.store)
  const { store } = deps
  const still: typeof store = {
    ...store,
    async transaction(work) {
      const result = await store.transaction(work)
      turn(6 * SECOND_MS)
      return result
    },
  }
  expect(await deliverOnce({ ...deps, store: still })).toEqual({ kind: 'again' })
  expect(calls).toEqual([])
  expect(await rows('permits')).toEqual([])
  turn(20 * SECOND_MS)
  await step()
  expect(calls).toHaveLength(1)
})
