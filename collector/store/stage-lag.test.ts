import { expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { openToRead } from './open-to-read.js'
import { sealOne } from './test-outbox.js'
import { aSpooledBeacon, openTestStore } from './test-store.js'

const NONE = { received: null, stitched: null, openDue: null, sealed: null }

async function openBoth() {
  const { store, target } = await openTestStore()
  const reader = await openToRead(target)
  onTestFinished(() => reader.close())
  const lagAt = (nowMs: number) => reader.read((verbs) => verbs.readStageLag(nowMs))
  return { store, lagAt }
}

it('a store in which nothing waits lags nowhere', async () => {
  const { lagAt } = await openBoth()
  expect(await lagAt(NOON_MS)).toEqual(NONE)
})

it('of each stage the oldest row that waits for it says since when', async () => {
  const { store, lagAt } = await openBoth()
  await store.appendBeacons(
    [1, 2, 3].map((ms) => aSpooledBeacon([anEvent('page_view')], { receivedAtMs: NOON_MS + ms })),
  )
  expect(await lagAt(NOON_MS)).toEqual({ ...NONE, received: NOON_MS + 1 })
  const [first] = await store.readEventsAt('received', 1)
  await store.markStitched(first ? [first.seq] : [])
  await sealOne(store)
  expect(await lagAt(NOON_MS)).toEqual({
    ...NONE,
    received: NOON_MS + 2,
    stitched: NOON_MS + 1,
    sealed: NOON_MS,
  })
})

it('an open interaction lags once its time is past, not before', async () => {
  const { store, lagAt } = await openBoth()
  const at = { openedAtMs: NOON_MS, firstOccurredAtMs: NOON_MS, part: 1, eventCount: 1 }
  const key = { siteId: 'acme-www', anonymousId: 'a', sessionId: 's', kind: 'page viewed' } as const
  await store.openInteractions([
    { key: { ...key, contentKey: '/later' }, ...at, sealDueAtMs: NOON_MS + 20 },
    { key: { ...key, contentKey: '/' }, ...at, sealDueAtMs: NOON_MS + 10 },
  ])
  expect(await lagAt(NOON_MS + 9)).toEqual(NONE)
  expect(await lagAt(NOON_MS + 30)).toEqual({ ...NONE, openDue: NOON_MS + 10 })
})
