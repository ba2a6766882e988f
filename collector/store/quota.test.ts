import { expect, it, onTestFinished } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { openToRead } from './open-to-read.js'
import { queueOne } from './test-outbox.js'
import { openTestStore } from './test-store.js'

const NONE = { interactions: 0, oldestSinceMs: null }

it('what waits is counted by priority, and since when the first of it does', async () => {
  const { store } = await openTestStore()
  expect(await store.countWaiting()).toEqual({ high: NONE, normal: NONE, low: NONE })
  const queue = (priority: 'high' | 'low', nowMs: number) =>
    queueOne(store, { content: { priority }, nowMs })
  await queue('low', NOON_MS + 1)
  await queue('low', NOON_MS)
  await queue('high', NOON_MS + 2)
  expect(await store.countWaiting()).toEqual({
    high: { interactions: 1, oldestSinceMs: NOON_MS + 2 },
    normal: NONE,
    low: { interactions: 2, oldestSinceMs: NOON_MS },
  })
})

it('all that a look at the budget asks can be asked while others write', async () => {
  const { store, target } = await openTestStore()
  await store.transaction((tx) => tx.grantPermit(NOON_MS - 1, 'high'))
  await store.halt('ours', { reason: 'gong_forbidden', haltedAtMs: NOON_MS })
  const reader = await openToRead(target)
  onTestFinished(() => reader.close())
  await store.transaction(async (tx) => {
    await tx.readDestination()
    await reader.read(async (verbs) => {
      const { inDay, after } = await verbs.readSpent(NOON_MS, [NOON_MS])
      expect({ inDay, after }).toEqual({
        inDay: { high: 1, normal: 0, low: 0 },
        after: [{ high: 0, normal: 0, low: 0 }],
      })
      expect(await verbs.readDestination()).toMatchObject({ failures: 0, rateShare: 1 })
      expect(await verbs.readHalt('ours')).toMatchObject({ reason: 'gong_forbidden' })
      expect(await verbs.countShare('self_reported_share', 0)).toBe(0)
      expect(await verbs.countHeld()).toEqual([])
      expect(await verbs.countDead()).toEqual([])
    })
  })
})
