import { expect, it } from 'vitest'
import { NOON_MS, VISITOR } from '../../wire/test-data.js'
import { visitorKey } from './events.js'
import { aSealedContent } from './test-outbox.js'
import { openTestStore } from './test-store.js'

const visitor = { siteId: 'acme-www', anonymousId: VISITOR }
const other = { ...visitor, anonymousId: 'f'.repeat(32) }

/** Its name is its session. */
function part(sessionId: string, { whose = visitor, dueMs = NOON_MS + 9, firstMs = 3 } = {}) {
  const key = { ...whose, sessionId, kind: 'page viewed', contentKey: 'x' } as const
  const times = { openedAtMs: 1, sealDueAtMs: dueMs, firstOccurredAtMs: firstMs }
  return { key, part: 1, ...times, eventCount: 1 }
}

async function openWithParts() {
  const test = await openTestStore()
  const { store } = test
  const parts = [
    part('now'),
    part('last'),
    part('later', { firstMs: 7 }),
    part('due', { dueMs: NOON_MS - 1 }),
    part('sealed'),
    part('theirs', { whose: other }),
  ]
  const interactionId = (await store.openInteractions(parts))[4] ?? 0
  const content = aSealedContent()
  await store.seal([{ interactionId, gongEventId: 'e', content, milestonePercent: null }])
  const changed = async () => {
    const rows = await test.rows('interactions')
    return rows.filter((row) => row.seal_due_at_ms === NOON_MS).map((row) => row.session_id)
  }
  return { ...test, changed }
}

it('what is open of each visitor is counted', async () => {
  const { store } = await openWithParts()
  const nobody = { ...visitor, siteId: 'beta' }
  const counts = await store.countOpenOf([visitor, other, nobody])
  expect(counts).toEqual(
    new Map([
      [visitorKey(visitor), 4],
      [visitorKey(other), 1],
      [visitorKey(nobody), 0],
    ]),
  )
})

it('sessions that are over are due at once: what began before, in another than the kept one', async () => {
  const { store, changed } = await openWithParts()
  await store.endSessions([{ ...visitor, keptSessionId: 'now', beforeMs: 7 }], NOON_MS)
  expect(await changed()).toEqual(['last'])
})

it('where none is kept all are over, and each is ended once', async () => {
  const { store, changed } = await openWithParts()
  const ends = [null, 'now', 'last'].map((keptSessionId) => {
    return { ...visitor, keptSessionId, beforeMs: 8 }
  })
  await store.endSessions(ends, NOON_MS)
  expect((await changed()).sort()).toEqual(['last', 'later', 'now'])
  await store.endSessions([], NOON_MS)
})
