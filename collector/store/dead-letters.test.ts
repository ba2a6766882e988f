import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import type { Attempt, Conclusion } from './conclude.js'
import type { Store } from './store.js'
import { anAttempt, queueOne, sealOne } from './test-outbox.js'
import { openTestStore } from './test-store.js'

const LATER_MS = NOON_MS + 60_000
const BURIED = { state: 'dead', reason: 'gong_rejected', detail: ['no such scope'] } as const
const REFUSED = { outcome: 'dead', status: 400, reason: 'gong_rejected' } as const

/** Claims what is due, fixes its call and concludes it. Returns its number. */
async function tryOne(
  store: Store,
  attempt: Partial<Attempt>,
  conclusion: Conclusion = BURIED,
  nowMs = NOON_MS,
): Promise<number> {
  return store.transaction(async (tx) => {
    const claim = await tx.claim({ nowMs, leaseMs: 20_000, downTo: 'low' })
    if (!claim) throw new Error('no lane is due')
    await tx.keepRequest(claim, { call: 'digital-interaction', request: '{"first":true}' })
    await tx.conclude(claim, { attempt: anAttempt(attempt), conclusion, nowMs })
    return claim.interactionId
  })
}

/** An interaction that was attempted so, and buried by the last. */
async function buryAfter(store: Store, ...attempts: Partial<Attempt>[]): Promise<number> {
  const interactionId = await queueOne(store)
  const again = {
    state: 'retry',
    dueAtMs: NOON_MS,
    reason: 'gong_unavailable',
    failingSinceMs: NOON_MS,
    steppedOver: false,
  } as const
  for (const attempt of attempts.slice(0, -1)) await tryOne(store, attempt, again)
  await tryOne(store, attempts.at(-1) ?? REFUSED)
  return interactionId
}

const redrive = (store: Store, ...ids: number[]) => store.stage((tx) => tx.redrive(ids, LATER_MS))

describe('a redriven dead letter', () => {
  it('waits in its lane again under the same id, as if it had never failed', async () => {
    const { store, rows } = await openTestStore()
    const interactionId = await buryAfter(store, REFUSED)
    const [before] = await rows('interactions')
    expect(await store.readNextDue(LATER_MS)).toBeNull()
    expect(await redrive(store, interactionId)).toEqual(new Map([[interactionId, 'composed anew']]))
    expect(await rows('interactions')).toEqual([
      {
        ...before,
        state: 'pending',
        pending_since_ms: LATER_MS,
        failing_since_ms: null,
        retry_at_ms: null,
        ended_at_ms: null,
        reason: null,
        detail: '[]',
        request: null,
      },
    ])
    expect(await store.readNextDue(LATER_MS)).toBe(LATER_MS)
    await tryOne(store, {}, { state: 'delivered', requestId: 'r-2' }, LATER_MS)
    expect(await rows('interactions')).toMatchObject([
      { state: 'delivered', gong_event_id: before?.gong_event_id, attempts: 2 },
    ])
  })

  it('comes back into a lane that was removed since, which no former holder may conclude', async () => {
    const { store, rows } = await openTestStore()
    const interactionId = await buryAfter(store, REFUSED)
    const [{ fence } = { fence: NaN }] = await rows('lanes')
    await store.removeEmptyLanes()
    await redrive(store, interactionId)
    const [lane] = await rows('lanes')
    expect(lane).toMatchObject({ lane_key: 'email:ada@example.org', due_at_ms: LATER_MS })
    expect(lane?.fence).toBeGreaterThan(fence)
  })

  it('makes its lane as urgent as the most urgent of it', async () => {
    const { store, rows } = await openTestStore()
    const ids: number[] = []
    for (const priority of ['low', 'high', 'normal'] as const) {
      await queueOne(store, { content: { priority } })
      ids.push(await tryOne(store, REFUSED))
    }
    await redrive(store, ...ids)
    expect(await rows('lanes')).toMatchObject([{ urgency: 0 }])
  })
})

describe('its call', () => {
  it.each([
    ['Gong refused each', [REFUSED, { ...REFUSED, status: 413 }], 'composed anew'],
    ['it asked us to wait first', [{ status: 429 }, REFUSED], 'composed anew'],
    ['the contract had something against it', [NO_CALL()], 'composed anew'],
    ['nobody answered once', [{ status: null, reason: 'gong_timeout' }, REFUSED], 'same call'],
    ['Gong failed once', [{ status: 503, reason: 'gong_unavailable' }, REFUSED], 'same call'],
    ['a proxy gave up once', [{ status: 408, reason: 'gong_timeout' }, REFUSED], 'same call'],
    ['a page answered once', [{ status: 200, reason: 'gong_answer_unreadable' }], 'same call'],
    ['it was there already', [{ status: 409, reason: null }, REFUSED], 'same call'],
  ] as const)('when %s', async (_, attempts, kind) => {
    const { store, rows } = await openTestStore()
    const interactionId = await buryAfter(store, ...attempts)
    expect(await redrive(store, interactionId)).toEqual(new Map([[interactionId, kind]]))
    const request = kind === 'same call' ? '{"first":true}' : null
    expect(await rows('interactions')).toMatchObject([{ request }])
  })
})

function NO_CALL() {
  return { outcome: 'dead', status: null, reason: 'contract_violation' } as const
}

it('redrives nothing that never had a person, that is not dead, or that is not there', async () => {
  const { store, rows } = await openTestStore()
  const buried = await sealOne(store)
  await store.bury(buried, 'compose_failed', NOON_MS)
  const pending = await queueOne(store)
  const before = { interactions: await rows('interactions'), lanes: await rows('lanes') }
  expect(await redrive(store, buried, pending, 999)).toEqual(
    new Map([
      [buried, 'nobody'],
      [pending, 'not dead'],
      [999, 'not dead'],
    ]),
  )
  expect({ interactions: await rows('interactions'), lanes: await rows('lanes') }).toEqual(before)
})

it('dead letters are counted and read by reason, the newest first', async () => {
  const { store } = await openTestStore()
  expect(await store.countDead()).toEqual([])
  expect(await store.readDead({ limit: 9 })).toEqual([])
  const [first, second] = [await buryAfter(store, REFUSED), await buryAfter(store, REFUSED)]
  const third = await sealOne(store)
  await store.bury(third, 'compose_failed', NOON_MS)
  expect(await store.countDead()).toEqual([
    { reason: 'compose_failed', interactions: 1 },
    { reason: 'gong_rejected', interactions: 2 },
  ])
  const ids = async (given: { reason?: string; search?: string; limit: number }) =>
    (await store.readDead(given)).map(({ interactionId }) => interactionId)
  expect(await ids({ limit: 2 })).toEqual([third, second])
  expect(await ids({ reason: 'gong_rejected', limit: 9 })).toEqual([second, first])
  expect(await ids({ search: 'ADA@example', limit: 9 })).toEqual([second, first])
  expect(await ids({ reason: 'compose_failed', search: 'ada@', limit: 9 })).toEqual([])
  expect(await store.readDeadIds('gong_rejected', { afterId: first, limit: 9 })).toEqual([second])
  expect((await store.readDead({ limit: 1, reason: 'gong_rejected' }))[0]?.detail).toEqual([
    'no such scope',
  ])
})
