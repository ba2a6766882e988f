import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { sealOne } from './test-outbox.js'
import { openTestReader } from './test-reader.js'

it('what was given up is counted by reason, and read the last first', async () => {
  const { store, read } = await openTestReader()
  expect(await read((verbs) => verbs.countShed())).toEqual([])
  expect(await read((verbs) => verbs.readShed({ limit: 9 }))).toEqual([])
  const ids: number[] = []
  for (const [minute, reason] of [
    [2, 'hold_expired'],
    [3, 'hold_full'],
    [1, 'hold_expired'],
  ] as const) {
    const id = await sealOne(store)
    ids.push(id)
    await store.shed([id], { reason, nowMs: NOON_MS + minute })
  }
  await store.bury(await sealOne(store), 'compose_failed', NOON_MS)
  const [second = NaN, third = NaN, first = NaN] = ids
  expect(await read((verbs) => verbs.countShed())).toEqual([
    { reason: 'hold_expired', interactions: 2 },
    { reason: 'hold_full', interactions: 1 },
  ])
  const found = (asked: { reason?: string; search?: string; limit: number }) =>
    read(async (verbs) => {
      return (await verbs.readShed(asked)).map(({ interactionId }) => interactionId)
    })
  expect(await found({ limit: 9 })).toEqual([third, second, first])
  expect(await found({ limit: 1 })).toEqual([third])
  expect(await found({ reason: 'hold_expired', limit: 9 })).toEqual([second, first])
  expect(await found({ search: 'pricing', limit: 2 })).toEqual([third, second])
  expect(await found({ search: 'nothing', limit: 9 })).toEqual([])
})
