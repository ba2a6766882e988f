import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { sealOne } from './test-outbox.js'
import { openTestReader } from './test-reader.js'

it('says how often each content rule has decided, and of what last', async () => {
  const { store, read } = await openTestReader()
  expect(await read((verbs) => verbs.countRuleHits())).toEqual([])
  await sealOne(store, { rule: '/blog/*', title: 'Older', occurredAtMs: NOON_MS + 1 })
  await sealOne(store, { rule: '/blog/*', title: 'Newer', occurredAtMs: NOON_MS + 5 })
  await sealOne(store, { title: 'Unruled', occurredAtMs: NOON_MS + 3 })
  expect(await read((verbs) => verbs.countRuleHits())).toEqual([
    { rule: '/blog/*', interactions: 2, lastAtMs: NOON_MS + 5, title: 'Newer' },
    { rule: null, interactions: 1, lastAtMs: NOON_MS + 3, title: 'Unruled' },
  ])
})
