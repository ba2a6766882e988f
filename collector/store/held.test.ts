import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { sealOne } from './test-outbox.js'
import { openTestStore } from './test-store.js'

it('the held are counted by reason, and read by when they happened, the last first', async () => {
  const { store } = await openTestStore()
  expect(await store.countHeld()).toEqual([])
  expect(await store.readHeld({ limit: 9 })).toEqual([])
  const ids: number[] = []
  for (const minute of [2, 3, 1]) {
    ids.push(await sealOne(store, { occurredAtMs: NOON_MS + minute * 60_000 }))
  }
  const [second = NaN, third = NaN, first = NaN] = ids
  await store.hold([first, third], 'identity_unknown')
  await store.hold(second, 'identity_unproven')
  await sealOne(store)
  expect(await store.countHeld()).toEqual([
    { reason: 'identity_unknown', interactions: 2 },
    { reason: 'identity_unproven', interactions: 1 },
  ])
  const read = async (given: { reason?: string; search?: string; limit: number }) =>
    (await store.readHeld(given)).map(({ interactionId }) => interactionId)
  expect(await read({ limit: 9 })).toEqual([third, second, first])
  expect(await read({ limit: 2 })).toEqual([third, second])
  expect(await read({ reason: 'identity_unknown', limit: 9 })).toEqual([third, first])
  expect(await read({ reason: 'person_cap', limit: 9 })).toEqual([])
  expect(await read({ search: 'PRICING', limit: 2 })).toEqual([third, second])
  expect(await read({ search: 'docs', limit: 9 })).toEqual([])
})
