import { expect, it } from 'vitest'
import { NOON_MS, VISITOR } from '../../wire/test-data.js'
import type { InteractionKind } from './interaction.js'
import { aSealedContent } from './test-outbox.js'
import { MAX_PARTS_PER_INTERACTION } from './open-interactions.js'
import { openTestStore } from './test-store.js'

const visitor = { siteId: 'acme-www', anonymousId: VISITOR }

function part(sessionId: string, changes: { kind?: InteractionKind; anonymousId?: string } = {}) {
  const { kind = 'page viewed', anonymousId = VISITOR } = changes
  const key = { ...visitor, anonymousId, sessionId, kind, contentKey: 'x' } as const
  const times = { openedAtMs: 1, sealDueAtMs: 2, firstOccurredAtMs: 3 }
  return { key, part: 1, ...times, eventCount: 1 }
}

it('of a key the latest part is read, with the highest milestone of all', async () => {
  const { store } = await openTestStore()
  const { key, ...times } = part('s', { kind: 'video watched' })
  const other = part('s')
  const parts = [1, 2, 3].map((number) => ({ key, ...times, part: number }))
  const ids = await store.openInteractions([...parts, other])
  await store.seal(
    [10, 75, 25].map((milestonePercent, index) => ({
      interactionId: ids[index] ?? 0,
      gongEventId: `e${index}`,
      content: aSealedContent(),
      milestonePercent,
    })),
  )
  const latest = await store.readLatestParts([key, other.key, { ...key, contentKey: 'none' }])
  expect(latest.sort((a, b) => b.part - a.part)).toMatchObject([
    { key, interactionId: ids[2], part: 3, state: 'sealed', milestonePercent: 75 },
    { key: other.key, part: 1, state: 'open', milestonePercent: null },
  ])
})

it('of a key no more is read than what as many sealed parts tell as it may have, or that it was not kept', async () => {
  const { store } = await openTestStore()
  const { key, ...times } = part('s', { kind: 'step reached' })
  const count = MAX_PARTS_PER_INTERACTION + 5
  const parts = Array.from({ length: count }, (_, index) => ({ key, ...times, part: index + 1 }))
  // The first stays open.
  const [, buried, ...rest] = await store.openInteractions(parts)
  await store.bury(buried ?? 0, 'compose_failed', NOON_MS)
  await store.seal(
    rest.map((interactionId, index) => ({
      interactionId,
      gongEventId: `e${index}`,
      content: aSealedContent(),
      milestonePercent: null,
      ...(index > 0 && { tells: [`step ${index}`] }),
    })),
  )
  const told = await store.readTells([key, { ...key, contentKey: 'none' }])
  expect(told).toHaveLength(MAX_PARTS_PER_INTERACTION - 2)
  expect(told).toContainEqual({ key, tells: null })
  expect(told).toContainEqual({ key, tells: ['step 1'] })
})

it('an open part that has changed is what it is from then on', async () => {
  const { store, rows } = await openTestStore()
  const [interactionId = 0] = await store.openInteractions([part('now')])
  const changed = { interactionId, sealDueAtMs: NOON_MS, firstOccurredAtMs: 1, eventCount: 5 }
  await store.extendInteractions([changed])
  expect(await rows('interactions')).toMatchObject([
    { seal_due_at_ms: NOON_MS, first_occurred_at_ms: 1, event_count: 5, opened_at_ms: 1 },
  ])
})
