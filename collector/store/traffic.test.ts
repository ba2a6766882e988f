import { expect, it } from 'vitest'
import { NOON_MS, VISITOR } from '../../wire/test-data.js'
import { queueOne, sealOne } from './test-outbox.js'
import { openTestReader } from './test-reader.js'

it('interactions are counted by how we know whose they are', async () => {
  const { store, read } = await openTestReader()
  await queueOne(store, { assurance: 'verified' })
  await queueOne(store, { assurance: 'claimed' })
  await store.hold([await sealOne(store), await sealOne(store)], 'identity_unknown')
  await store.hold([await sealOne(store)], 'identity_unproven')
  await store.hold([await sealOne(store)], 'identity_unmatchable')
  await sealOne(store) // Nobody has asked yet.
  expect(await read((verbs) => verbs.readAssuranceShares())).toEqual([
    { siteId: 'acme-www', knownBy: 'anonymous', interactions: 2 },
    { siteId: 'acme-www', knownBy: 'claimed', interactions: 2 },
    { siteId: 'acme-www', knownBy: 'unclear', interactions: 1 },
    { siteId: 'acme-www', knownBy: 'verified', interactions: 1 },
  ])
})

it('people whom visits name for the first time are counted once each', async () => {
  const { store, read } = await openTestReader()
  const visitor = { siteId: 'acme-www', anonymousId: VISITOR }
  const said = (sessionId: string, email: string, firstMs: number) => ({
    sessionId,
    fact: {
      kind: 'who' as const,
      whoKey: `email:${email}`,
      who: { kind: 'person' as const, person: { email } },
      assurance: 'claimed' as const,
    },
    firstMs,
    lastMs: NOON_MS + 9,
  })
  await store.keepFacts(visitor, [
    said('one', 'ada@example.org', NOON_MS),
    said('two', 'ada@example.org', NOON_MS + 1),
    said('two', 'bob@example.org', NOON_MS + 2),
    said('old', 'eve@example.org', NOON_MS - 1),
    { sessionId: 'one', fact: { kind: 'reset' }, firstMs: NOON_MS, lastMs: NOON_MS },
  ])
  expect(await read((verbs) => verbs.countNewlyNamed(NOON_MS))).toBe(2)
  expect(await read((verbs) => verbs.countNewlyNamed(NOON_MS + 10))).toBe(0)
})
