import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { NOON_MS, SESSION, VISITOR } from '../../wire/test-data.js'
import type { Store } from './store.js'
import type { Priority } from './tables.js'
import { ADA, aSealedContent, concludeAt, queueOne } from './test-outbox.js'
import { openTestStore } from './test-store.js'

const HOUR_MS = 60 * 60 * 1000
const LATER_MS = NOON_MS + 48 * HOUR_MS
const LANE = 'email:ada@example.org'

const ALL = { untilMs: LATER_MS, after: null, limit: 100, maxLanes: 100 }

function queueLow(store: Store, laneKey = LANE, occurredAtMs = NOON_MS): Promise<number> {
  return queueOne(store, { laneKey, content: { priority: 'low', occurredAtMs } })
}

async function claim(store: Store, leaseMs = 1000) {
  const claimed = await store.transaction((tx) =>
    tx.claim({ nowMs: NOON_MS, leaseMs, downTo: 'low' }),
  )
  if (!claimed) throw new Error('no lane is due')
  return claimed
}

/** Folds all that is foldable in a lane. Returns the digest's number. */
async function foldAll(store: Store): Promise<number> {
  const members = await store.readFoldable(LANE, 100)
  const [first] = members
  if (!first) throw new Error('nothing is foldable')
  return store.stage((tx) =>
    tx.foldIntoDigest(
      {
        first,
        memberIds: members.map(({ interactionId }) => interactionId),
        contentKey: 'day 2026-11-17 id',
        gongEventId: randomUUID(),
        eventCount: members.length,
        content: aSealedContent({ title: 'Viewed 2 pages', priority: 'low' }),
      },
      LATER_MS,
    ),
  )
}

describe('lanes in which something could be told together', () => {
  it('are those with two low interactions of one day of UTC', async () => {
    const { store } = await openTestStore()
    await queueLow(store)
    expect(await store.readFoldableLanes(ALL)).toEqual({ laneKeys: [], next: null })
    await queueLow(store, LANE, NOON_MS + 12 * HOUR_MS)
    expect((await store.readFoldableLanes(ALL)).laneKeys).toEqual([])
    await queueLow(store, LANE, NOON_MS - 12 * HOUR_MS)
    expect((await store.readFoldableLanes(ALL)).laneKeys).toEqual([LANE])
    expect((await store.readFoldableLanes({ ...ALL, untilMs: NOON_MS - 1 })).laneKeys).toEqual([])
  })

  it('are none in which the other is of another priority, person or assurance, or was attempted', async () => {
    const { store, rows } = await openTestStore()
    await queueLow(store)
    await concludeAt(store, NOON_MS, await claim(store), {
      state: 'retry',
      dueAtMs: NOON_MS,
      reason: 'gong_unavailable',
      failingSinceMs: NOON_MS,
      steppedOver: false,
    })
    await queueLow(store)
    await queueOne(store, { content: { priority: 'normal' } })
    const eve = { kind: 'tracked', trackingId: 'eve' } as const
    await queueOne(store, { who: eve, content: { priority: 'low' } })
    await queueOne(store, { assurance: 'claimed', content: { priority: 'low' } })
    expect(await rows('interactions')).toHaveLength(5)
    expect((await store.readFoldableLanes(ALL)).laneKeys).toEqual([])
    expect(await store.readFoldable(LANE, 100)).toHaveLength(3)
  })

  it('are none in which the other is a share', async () => {
    const { store } = await openTestStore()
    await queueOne(store, { assurance: 'verified', content: { priority: 'low' } })
    const share = { shareId: 's-1', recipients: [{ person: { email: 'ada@example.org' } }] }
    const content = aSealedContent({ priority: 'low', reportAs: 'content-shared', share })
    const given = { who: ADA, laneKey: LANE }
    const reported = { siteId: 'acme-www', contentId: 'c', shareId: 's-1', madeAtMs: NOON_MS }
    await store.reportShare({ ...reported, ...given, gongEventId: randomUUID(), content })
    expect((await store.readFoldableLanes(ALL)).laneKeys).toEqual([])
    expect(await store.readFoldable(LANE, 100)).toHaveLength(1)
  })

  it('are found step by step, each place once', async () => {
    const { store } = await openTestStore()
    for (let person = 0; person < 7; person++) {
      await queueLow(store, `p${person}`)
      await queueLow(store, `p${person}`)
      await queueLow(store, `alone ${person}`)
    }
    const found: string[] = []
    for (const bounds of [
      { limit: 4, maxLanes: 100 },
      { limit: 100, maxLanes: 2 },
    ]) {
      let { laneKeys, next } = await store.readFoldableLanes({ ...ALL, ...bounds })
      found.push(...laneKeys)
      while (next) {
        ;({ laneKeys, next } = await store.readFoldableLanes({ ...ALL, ...bounds, after: next }))
        expect(laneKeys.length).toBeLessThanOrEqual(2)
        found.push(...laneKeys)
      }
      expect([...new Set(found.splice(0))]).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6'])
    }
  })
})

it('a lane that is claimed is not free', async () => {
  const { store } = await openTestStore()
  await queueLow(store, 'claimed')
  await claim(store)
  await queueLow(store, 'free')
  const lock = (nowMs: number) =>
    store.stage((tx) => tx.lockFreeLanes(['free', 'claimed', 'unknown'], nowMs))
  expect(await lock(NOON_MS)).toEqual(['free'])
  expect(await lock(NOON_MS + 1000)).toEqual(['claimed', 'free'])
})

describe('a digest', () => {
  it('is sent in the place of its members, which say so', async () => {
    const { store, rows } = await openTestStore()
    const members = [await queueLow(store), await queueLow(store)]
    const digestId = await foldAll(store)
    await store.settleLanes([LANE], LATER_MS)
    const [one, two, digest] = await rows('interactions')
    for (const member of [one, two]) {
      expect(member).toMatchObject({
        state: 'folded',
        digest_id: digestId,
        reason: 'told_in_digest',
        ended_at_ms: LATER_MS,
      })
    }
    expect(digest).toMatchObject({
      interaction_id: digestId,
      anonymous_id: VISITOR,
      session_id: SESSION,
      kind: 'pages viewed',
      state: 'pending',
      priority: 'low',
      first_occurred_at_ms: NOON_MS,
      event_count: 2,
      assurance: 'corroborated',
      pending_since_ms: LATER_MS,
      digest_id: null,
      reason: null,
    })
    expect(members).not.toContain(digestId)
    expect(await claim(store)).toMatchObject({
      interactionId: digestId,
      who: ADA,
      content: { title: 'Viewed 2 pages' },
      attempts: 0,
    })
  })

  it('of the same visit and day is the next part', async () => {
    const { store, rows } = await openTestStore()
    for (let part = 1; part <= 2; part++) {
      await queueLow(store)
      await queueLow(store)
      await foldAll(store)
    }
    const digests = (await rows('interactions')).filter(({ kind }) => kind === 'pages viewed')
    expect(digests.map(({ part }) => part)).toEqual([1, 2])
  })

  it('is folded into no other', async () => {
    const { store } = await openTestStore()
    await queueLow(store)
    await queueLow(store)
    await foldAll(store)
    await queueLow(store)
    expect((await store.readFoldableLanes(ALL)).laneKeys).toEqual([])
    expect(await store.readFoldable(LANE, 100)).toHaveLength(1)
  })

  it('that is removed leaves its members as they are', async () => {
    const { store, rows } = await openTestStore()
    await queueLow(store)
    await queueLow(store)
    const digestId = await foldAll(store)
    await store.settleLanes([LANE], LATER_MS)
    await concludeAt(store, LATER_MS, await claim(store))
    expect(await store.removeEndedInteractions(LATER_MS + 1, 1)).toBe(1)
    expect(await store.removeEndedInteractions(LATER_MS + 1, 1)).toBe(1)
    expect((await rows('interactions')).map((row) => row.interaction_id)).toEqual([digestId])
  })
})

describe('what has waited too long', () => {
  const overdue = async (store: Store, priority: Priority, nowMs = NOON_MS) => {
    const found = await store.readOverdue({ priority, untilMs: NOON_MS, nowMs, limit: 100 })
    return found.map(({ interactionId }) => interactionId)
  }

  it('is found by its priority, the longest first, but for what has waited less', async () => {
    const { store } = await openTestStore()
    const late = await queueOne(store, { content: { priority: 'normal' }, nowMs: NOON_MS })
    const early = await queueOne(store, { content: { priority: 'normal' }, nowMs: NOON_MS - 1 })
    await queueOne(store, { content: { priority: 'normal' }, nowMs: NOON_MS + 1 })
    const low = await queueLow(store)
    expect(await overdue(store, 'normal')).toEqual([early, late])
    expect(await overdue(store, 'low')).toEqual([low])
  })

  it('is left alone in a lane that is claimed, and where it is to be told together first', async () => {
    const { store } = await openTestStore()
    const claimed = await queueLow(store, 'claimed')
    await claim(store)
    await queueLow(store)
    await queueLow(store)
    const alone = await queueLow(store, 'alone')
    expect(await overdue(store, 'low')).toEqual([alone])
    expect(await overdue(store, 'low', NOON_MS + 1000)).toEqual([claimed, alone])
  })

  it('is given up with the reason, once', async () => {
    const { store, rows } = await openTestStore()
    const interactionId = await queueLow(store)
    expect(await store.shedOverBudget([interactionId], LATER_MS)).toBe(1)
    expect(await store.shedOverBudget([interactionId], LATER_MS + 1)).toBe(0)
    await store.settleLanes([LANE], LATER_MS)
    expect(await rows('interactions')).toMatchObject([
      { state: 'shed', reason: 'over_budget', ended_at_ms: LATER_MS },
    ])
    expect(await store.readNextDue(LATER_MS)).toBeNull()
  })
})

describe('a lane that is settled', () => {
  it('keeps its place, and is as urgent as what is left in it', async () => {
    const { store, rows } = await openTestStore()
    const normal = await queueOne(store)
    await queueLow(store)
    await store.shedOverBudget([normal], LATER_MS)
    await store.settleLanes([LANE], LATER_MS)
    expect(await rows('lanes')).toMatchObject([{ due_at_ms: NOON_MS, urgency: 2 }])
  })

  it('still waits for the next attempt at what failed', async () => {
    const { store, rows } = await openTestStore()
    await queueLow(store)
    const dueAtMs = LATER_MS + HOUR_MS
    await concludeAt(store, NOON_MS, await claim(store), {
      state: 'retry',
      dueAtMs,
      reason: 'gong_unavailable',
      failingSinceMs: NOON_MS,
      steppedOver: false,
    })
    await queueLow(store)
    await store.settleLanes([LANE], LATER_MS)
    expect(await rows('lanes')).toMatchObject([{ due_at_ms: dueAtMs, urgency: 2 }])
  })
})

describe('when a visitor is forgotten', () => {
  it('what Gong has not heard is taken apart, and its members wait again', async () => {
    const { store, rows } = await openTestStore()
    const members = [await queueLow(store), await queueLow(store)]
    const before = await rows('interactions')
    const digestId = await foldAll(store)
    await store.stage((tx) => tx.takeApartDigests(members))
    expect(await rows('interactions')).not.toEqual(before)
    await store.stage((tx) => tx.takeApartDigests([digestId]))
    expect(await rows('interactions')).toEqual(before)
    expect((await store.readFoldableLanes(ALL)).laneKeys).toEqual([LANE])
  })

  it('what Gong has heard is left whole', async () => {
    const { store, rows } = await openTestStore()
    await queueLow(store)
    await queueLow(store)
    const digestId = await foldAll(store)
    await concludeAt(store, LATER_MS, await claim(store))
    const before = await rows('interactions')
    await store.stage((tx) => tx.takeApartDigests([digestId]))
    expect(await rows('interactions')).toEqual(before)
  })

  it('an interaction that is no digest is left as it is', async () => {
    const { store, rows } = await openTestStore()
    const id = await queueLow(store)
    const before = await rows('interactions')
    await store.stage((tx) => tx.takeApartDigests([id]))
    expect(await rows('interactions')).toEqual(before)
  })
})
