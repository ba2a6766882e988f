import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import type { Claim } from './outbox.js'
import type { Store } from './store.js'
import type { Priority } from './tables.js'
import { anAttempt, concludeAt, queueOne } from './test-outbox.js'
import { openTestStore } from './test-store.js'

const LEASE_MS = 20_000

const claimAt = (store: Store, nowMs: number) =>
  store.transaction((tx) => tx.claim({ nowMs, leaseMs: LEASE_MS, downTo: 'low' }))

async function mustClaim(store: Store, nowMs = NOON_MS): Promise<Claim> {
  const claim = await claimAt(store, nowMs)
  if (!claim) throw new Error('no lane is due')
  return claim
}

describe('a lane is claimed by one at a time', () => {
  it('not twice within the lease, and again after it', async () => {
    const { store } = await openTestStore()
    const interactionId = await queueOne(store)
    const first = await mustClaim(store)
    expect(first).toMatchObject({ interactionId, attempts: 0, failingSinceMs: null })
    expect(await claimAt(store, NOON_MS + LEASE_MS - 1)).toBeNull()
    expect(await store.readNextDue(NOON_MS)).toBe(NOON_MS + LEASE_MS)
    const second = await mustClaim(store, NOON_MS + LEASE_MS)
    expect(second.interactionId).toBe(interactionId)
    expect(second.fence).toBeGreaterThan(first.fence)
  })

  it('an outdated fence writes its attempt and nothing else', async () => {
    const { store, rows } = await openTestStore()
    await queueOne(store)
    const stale = await mustClaim(store)
    const fresh = await mustClaim(store, NOON_MS + LEASE_MS)
    const before = { interactions: await rows('interactions'), lanes: await rows('lanes') }
    expect(await concludeAt(store, NOON_MS + LEASE_MS, stale)).toBe(false)
    expect({ interactions: await rows('interactions'), lanes: await rows('lanes') }).toEqual(before)
    expect(await rows('attempts')).toHaveLength(1)
    expect(await concludeAt(store, NOON_MS + LEASE_MS, fresh)).toBe(true)
    expect(await rows('interactions')).toMatchObject([{ state: 'delivered', attempts: 1 }])
  })

  it('a crash leaves the lease, and the lane is taken up when it ends', async () => {
    const test = await openTestStore()
    await queueOne(test.store)
    await mustClaim(test.store)
    await test.reopen()
    expect(await claimAt(test.store, NOON_MS + LEASE_MS - 1)).toBeNull()
    expect(await claimAt(test.store, NOON_MS + LEASE_MS)).not.toBeNull()
  })
})

describe('a person is told in order', () => {
  it('what happened first is sent first, whenever it was queued', async () => {
    const { store } = await openTestStore()
    const at = (minute: number) => ({ content: { occurredAtMs: NOON_MS + minute * 60_000 } })
    const third = await queueOne(store, at(3))
    const first = await queueOne(store, at(1))
    const second = await queueOne(store, at(2))
    const order: number[] = []
    for (let count = 0; count < 3; count++) {
      const claim = await mustClaim(store)
      order.push(claim.interactionId)
      await concludeAt(store, NOON_MS, claim)
    }
    expect(order).toEqual([first, second, third])
    expect(await store.readNextDue(NOON_MS)).toBeNull()
  })

  it('nothing overtakes a head that waits for its next attempt', async () => {
    const { store } = await openTestStore()
    const head = await queueOne(store)
    const claim = await mustClaim(store)
    const dueAtMs = NOON_MS + 60_000
    const failing = {
      reason: 'gong_unavailable',
      failingSinceMs: NOON_MS,
      steppedOver: false,
    } as const
    const conclusion = { state: 'retry', dueAtMs, ...failing } as const
    await concludeAt(store, NOON_MS, claim, conclusion)
    await queueOne(store, { content: { occurredAtMs: NOON_MS + 1 } })
    expect(await store.readNextDue(NOON_MS)).toBe(dueAtMs)
    expect(await claimAt(store, dueAtMs - 1)).toBeNull()
    expect(await mustClaim(store, dueAtMs)).toMatchObject({
      interactionId: head,
      attempts: 1,
      failingSinceMs: NOON_MS,
    })
  })

  it('one person waits for nobody else, and who has waited longest is first', async () => {
    const { store } = await openTestStore()
    await queueOne(store, { laneKey: 'late', nowMs: NOON_MS + 1 })
    await queueOne(store, { laneKey: 'early' })
    expect((await mustClaim(store, NOON_MS + 1)).laneKey).toBe('early')
    expect((await mustClaim(store, NOON_MS + 1)).laneKey).toBe('late')
  })

  it('what joins the lane while its head is under way is due afterwards', async () => {
    const { store } = await openTestStore()
    await queueOne(store)
    const claim = await mustClaim(store)
    const next = await queueOne(store)
    expect(await claimAt(store, NOON_MS)).toBeNull()
    await concludeAt(store, NOON_MS, claim)
    expect((await mustClaim(store)).interactionId).toBe(next)
  })

  it('a buried head lets the next one through', async () => {
    const { store, rows } = await openTestStore()
    await queueOne(store)
    const next = await queueOne(store)
    const conclusion = { state: 'dead', reason: 'gong_rejected', detail: ['no'] } as const
    await concludeAt(store, NOON_MS, await mustClaim(store), conclusion)
    expect((await mustClaim(store)).interactionId).toBe(next)
    expect((await rows('interactions'))[0]).toMatchObject({
      state: 'dead',
      reason: 'gong_rejected',
      detail: '["no"]',
      ended_at_ms: NOON_MS,
    })
  })
})

it('an attempt is written down with what was answered', async () => {
  const { store, rows } = await openTestStore()
  const interactionId = await queueOne(store)
  const attempt = anAttempt({ status: 503, outcome: 'retry', errors: ['down', 'for now'] })
  const conclusion = {
    state: 'retry',
    dueAtMs: NOON_MS,
    reason: 'gong_unavailable',
    failingSinceMs: NOON_MS,
    steppedOver: false,
  } as const
  const claim = await mustClaim(store)
  await store.conclude(claim, { attempt, conclusion, nowMs: NOON_MS })
  expect(await rows('attempts')).toMatchObject([
    { interaction_id: interactionId, status: 503, outcome: 'retry', errors: '["down","for now"]' },
  ])
})

it('nothing is due where nothing was queued', async () => {
  const { store } = await openTestStore()
  expect(await store.readNextDue(NOON_MS)).toBeNull()
  expect(await claimAt(store, NOON_MS)).toBeNull()
})

it('what waits is counted, up to a limit', async () => {
  const { store } = await openTestStore()
  expect(await store.countPending(2)).toBe(0)
  for (let count = 0; count < 3; count++) await queueOne(store)
  expect(await store.countPending(2)).toBe(2)
  await concludeAt(store, NOON_MS, await mustClaim(store))
  expect(await store.countPending(9)).toBe(2)
})

describe('of what is urgent', () => {
  const take = (store: Store, downTo: Priority, nowMs = NOON_MS) =>
    store.transaction((tx) => tx.claim({ nowMs, leaseMs: LEASE_MS, downTo }))

  it('a lane in which it waits goes before those that have waited longer', async () => {
    const { store } = await openTestStore()
    await queueOne(store, { laneKey: 'low', content: { priority: 'low' } })
    await queueOne(store, { laneKey: 'normal', nowMs: NOON_MS + 1 })
    await queueOne(store, { laneKey: 'high', nowMs: NOON_MS + 2, content: { priority: 'high' } })
    const order: (string | undefined)[] = []
    for (let count = 0; count < 3; count++) {
      order.push((await take(store, 'low', NOON_MS + 2))?.laneKey)
    }
    expect(order).toEqual(['high', 'normal', 'low'])
  })

  it('a lane is as urgent as what waits in it, and no longer', async () => {
    const { store, rows } = await openTestStore()
    await queueOne(store, { content: { priority: 'low' } })
    await queueOne(store, { content: { priority: 'high', occurredAtMs: NOON_MS - 1 } })
    expect(await rows('lanes')).toMatchObject([{ urgency: 0 }])
    const high = await take(store, 'high')
    expect(high?.priority).toBe('high')
    if (high) await concludeAt(store, NOON_MS, high)
    expect(await rows('lanes')).toMatchObject([{ urgency: 2, due_at_ms: NOON_MS }])
    expect(await take(store, 'normal')).toBeNull()
    expect((await take(store, 'low'))?.priority).toBe('low')
  })

  it('the next due is of what there is room for', async () => {
    const { store } = await openTestStore()
    await queueOne(store, { content: { priority: 'low' } })
    expect(await store.readNextDue(NOON_MS, 'normal')).toBeNull()
    expect(await store.readNextDue(NOON_MS, 'low')).toBe(NOON_MS)
  })

  it('one that Gong has not taken for long is stepped over until it is woken, and then comes first', async () => {
    const { store } = await openTestStore()
    const stuck = await queueOne(store, { content: { priority: 'high' } })
    const next = await queueOne(store, { content: { occurredAtMs: NOON_MS + 1 } })
    const retryMs = NOON_MS + 60_000
    await concludeAt(store, NOON_MS, await mustClaim(store), steppedOverUntil(retryMs))
    // As urgent as what may be sent, and no more.
    expect(await take(store, 'high')).toBeNull()
    const claim = await mustClaim(store)
    expect(claim.interactionId).toBe(next)
    await concludeAt(store, NOON_MS, claim)
    expect(await store.readNextDue(NOON_MS)).toBeNull()

    const later = await queueOne(store, { content: { occurredAtMs: NOON_MS + 2 } })
    expect(await store.readNextDue(NOON_MS)).toBe(NOON_MS)
    expect(await store.wakeSteppedOver(retryMs - 1, 9)).toBe(0)
    expect(await store.wakeSteppedOver(retryMs, 9)).toBe(1)
    const order: (number | undefined)[] = []
    for (let count = 0; count < 2; count++) {
      const woken = await mustClaim(store, retryMs)
      order.push(woken.interactionId)
      await concludeAt(store, retryMs, woken)
    }
    expect(order).toEqual([stuck, later])
  })

  it('a lane in which all is stepped over is woken too, also once it was removed for being empty', async () => {
    const { store } = await openTestStore()
    const stuck = await queueOne(store)
    await concludeAt(store, NOON_MS, await mustClaim(store), steppedOverUntil(NOON_MS + 60_000))
    await store.removeEmptyLanes()
    expect(await claimAt(store, NOON_MS + 60_000)).toBeNull()
    await store.wakeSteppedOver(NOON_MS + 60_000, 9)
    expect((await mustClaim(store, NOON_MS + 60_000)).interactionId).toBe(stuck)
  })
})

const steppedOverUntil = (dueAtMs: number) =>
  ({
    state: 'retry',
    dueAtMs,
    reason: 'gong_unavailable',
    failingSinceMs: NOON_MS,
    steppedOver: true,
  }) as const
