import { expect, it } from 'vitest'
import { NOON_MS, SESSION, VISITOR } from '../../wire/test-data.js'
import { concludeAt, queueOne, sealOne } from './test-outbox.js'
import { openTestReader } from './test-reader.js'
import type { InteractionState } from './tables.js'

async function openTold() {
  const { store, read } = await openTestReader()
  const delivered = await queueOne(store, { laneKey: 'email:bob@example.org' })
  const claim = await store.transaction((tx) =>
    tx.claim({ nowMs: NOON_MS, leaseMs: 1000, downTo: 'low' }),
  )
  if (claim) await concludeAt(store, NOON_MS, claim)
  const held = await sealOne(store)
  await store.hold([held], 'identity_unknown')
  const dead = await sealOne(store)
  await store.bury(dead, 'compose_failed', NOON_MS)
  const [earlier, later] = [await queueOne(store), await queueOne(store)]
  const ids = (states: InteractionState[], limit = 9, beforeId?: number) =>
    read(async (verbs) => {
      const found = await verbs.readTimeline({ limit, states, beforeId })
      return found.map(({ interactionId }) => interactionId)
    })
  return { read, ids, delivered, held, dead, earlier, later }
}

it('what is or was to be sent is read the newest first, a page after the other', async () => {
  const { ids, delivered, earlier, later } = await openTold()
  expect(await ids(['pending', 'delivered'])).toEqual([later, earlier, delivered])
  expect(await ids(['pending', 'delivered'], 2)).toEqual([later, earlier])
  expect(await ids(['pending', 'delivered'], 2, earlier)).toEqual([delivered])
  expect(await ids(['pending'])).toEqual([later, earlier])
  expect(await ids(['folded'])).toEqual([])
})

it('what never had a person is read on request', async () => {
  const { ids, delivered, held, dead, later, earlier } = await openTold()
  expect(await ids(['held'])).toEqual([held])
  expect(await ids(['pending', 'delivered', 'held', 'dead'])).toEqual([
    later,
    earlier,
    dead,
    held,
    delivered,
  ])
  expect(await ids(['pending', 'held'], 9, earlier)).toEqual([held])
})

it('of a store in which nothing is, nothing is read', async () => {
  const { read } = await openTestReader()
  expect(await read((verbs) => verbs.readTimeline({ limit: 9, states: ['pending'] }))).toEqual([])
  expect(await read((verbs) => verbs.readTimeline({ limit: 9, states: ['held'] }))).toEqual([])
})

it('one person’s are read by their lane', async () => {
  const { read, earlier, later } = await openTold()
  const found = await read((verbs) => verbs.readOfLane('email:ada@example.org', 9))
  expect(found.map(({ interactionId }) => interactionId)).toEqual([later, earlier])
  expect(await read((verbs) => verbs.readOfLane('email:ada@example.org', 1))).toHaveLength(1)
  expect(await read((verbs) => verbs.readOfLane('email:eve@example.org', 9))).toEqual([])
})

it('what is still open is counted, with the moment at which the next is sealed', async () => {
  const { store, read } = await openTestReader()
  expect(await read((verbs) => verbs.countOpen())).toEqual({
    interactions: 0,
    nextSealDueAtMs: null,
  })
  await sealOne(store)
  const key = { siteId: 'acme-www', anonymousId: VISITOR, sessionId: SESSION }
  const open = (contentKey: string, dueInMs: number) => ({
    key: { ...key, kind: 'page viewed' as const, contentKey },
    part: 1,
    openedAtMs: NOON_MS,
    sealDueAtMs: NOON_MS + dueInMs,
    firstOccurredAtMs: NOON_MS,
    eventCount: 1,
  })
  await store.openInteractions([open('x', 9000), open('y', 5000)])
  expect(await read((verbs) => verbs.countOpen())).toEqual({
    interactions: 2,
    nextSealDueAtMs: NOON_MS + 5000,
  })
})
