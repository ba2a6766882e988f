import { expect, it } from 'vitest'
import { NOON_MS, VISITOR } from '../../wire/test-data.js'
import type { InteractionKind } from './interaction.js'
import { aSealedContent } from './test-outbox.js'
import { openTestStore } from './test-store.js'

const visitor = { siteId: 'acme-www', anonymousId: VISITOR }

function part(sessionId: string, changes: { kind?: InteractionKind; anonymousId?: string } = {}) {
  const { kind = 'page viewed', anonymousId = VISITOR } = changes
  const key = { ...visitor, anonymousId, sessionId, kind, contentKey: 'x' } as const
  const times = { openedAtMs: 1, sealDueAtMs: 2, firstOccurredAtMs: 3 }
  return { key, part: 1, ...times, eventCount: 1 }
}

it("open parts are those of the visitor's other sessions, and the digest of this one", async () => {
  const { store } = await openTestStore()
  const digest = part('now', { kind: 'pages viewed' })
  const ids = await store.openInteractions([
    part('now'),
    digest,
    part('last'),
    part('before'),
    part('last', { anonymousId: 'f'.repeat(32) }),
    part('sealed'),
  ])
  const [, second, third, fourth, , sealed = 0] = ids
  const content = aSealedContent()
  await store.seal([{ interactionId: sealed, gongEventId: 'e', content, milestonePercent: null }])

  const idsOf = async (...sessionIds: string[]) => {
    const visits = sessionIds.map((sessionId) => ({ ...visitor, sessionId }))
    return (await store.readOpenParts(visits)).map(({ interactionId }) => interactionId).sort()
  }
  expect(await idsOf('now')).toEqual([second, third, fourth])
  expect(await idsOf('last')).toEqual([ids[0], second, fourth])
  // Of no session: all of them, as after a reset; and each once.
  expect(await idsOf('', 'now')).toEqual([ids[0], second, third, fourth])
  expect(await idsOf()).toEqual([])
  const [found] = await store.readOpenParts([{ ...visitor, sessionId: 'last' }])
  expect(found).toMatchObject({ state: 'open', eventCount: 1, firstOccurredAtMs: 3 })
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
