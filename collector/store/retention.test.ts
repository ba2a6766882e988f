import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS, VISITOR } from '../../wire/test-data.js'
import type { SessionFact } from './identities.js'
import { aLink, toldOf } from './test-links.js'
import { concludeAt, queueOne, sealOne } from './test-outbox.js'
import { aSpooledBeacon, foldsInto, openTestStore } from './test-store.js'
import type { IdentityFact } from './who.js'

const OTHER = 'f'.repeat(32)
const fact = (email: string) => {
  const who = { kind: 'person', person: { email } } as const
  return { kind: 'who', whoKey: `email:${email}`, who, assurance: 'claimed' } as const
}

describe('events', () => {
  it('go once they are old and the stages are through with them', async () => {
    const { store, rows } = await openTestStore()
    const old = Array.from({ length: 3 }, () => anEvent('page_view'))
    await store.appendBeacons([aSpooledBeacon(old, { receivedAtMs: NOON_MS - 1 })])
    await store.appendBeacons([aSpooledBeacon([anEvent('click')], { receivedAtMs: NOON_MS })])
    const [first = 0, second = 0, waiting, young = 0] = (await rows('events')).map(({ seq }) => seq)
    await store.foldEvents(foldsInto(1, [first, second, young]))
    const all = { beforeMs: NOON_MS, afterSeq: 0, limit: 100 }
    expect(await store.removeEvents(all)).toEqual({ removed: 2, lastSeq: waiting })
    expect((await rows('events')).map(({ seq }) => seq)).toEqual([waiting, young])
    expect(await store.removeEvents(all)).toEqual({ removed: 0, lastSeq: waiting })
  })

  it('stay while the interaction that tells them is open', async () => {
    const { store, rows } = await openTestStore()
    await store.appendBeacons([aSpooledBeacon([anEvent('page_view')])])
    const key = { siteId: 'acme-www', anonymousId: VISITOR, sessionId: 's' }
    const times = { openedAtMs: 0, sealDueAtMs: 0, firstOccurredAtMs: 0, eventCount: 1 }
    const named = { ...key, kind: 'page viewed', contentKey: 'c' } as const
    const [interactionId = 0] = await store.openInteractions([{ key: named, part: 1, ...times }])
    const seqs = (await rows('events')).map(({ seq }) => seq)
    await store.foldEvents(foldsInto(interactionId, seqs))
    const all = { beforeMs: NOON_MS + 1, afterSeq: 0, limit: 9 }
    expect(await store.removeEvents(all)).toEqual({ removed: 0, lastSeq: seqs[0] })
    await store.bury(interactionId, 'compose_failed', NOON_MS)
    expect(await store.removeEvents(all)).toMatchObject({ removed: 1 })
  })

  it('go a bounded number at a time', async () => {
    const { store, rows } = await openTestStore()
    const events = Array.from({ length: 5 }, () => anEvent('reset'))
    await store.appendBeacons([aSpooledBeacon(events)])
    const seqs = (await rows('events')).map(({ seq }) => seq)
    await store.foldEvents(foldsInto(1, seqs))
    const two = { beforeMs: NOON_MS + 1, afterSeq: 0, limit: 2 }
    expect(await store.removeEvents(two)).toMatchObject({ removed: 2 })
    expect(await rows('events')).toHaveLength(3)
  })
})

it('failed events, counts and tombstones go once they are old', async () => {
  const { store, rows } = await openTestStore()
  const failed = { index: 0, reason: 'event_invalid' as const, detail: '', body: '{}' }
  const dropped = { reason: 'event_too_old' as const, eventCount: 2 }
  for (const receivedAtMs of [NOON_MS - 1, NOON_MS]) {
    const failing = aSpooledBeacon([], { receivedAtMs, failedEvents: [failed] })
    await store.appendBeacons([failing, aSpooledBeacon([], { receivedAtMs, dropped })])
    await store.raiseTombstone({ kind: 'person', whoKey: `at ${receivedAtMs}` }, receivedAtMs)
  }
  expect(await store.removeFailedEvents(NOON_MS, 100)).toBe(1)
  expect(await store.removeDrops(NOON_MS, 100)).toBe(1)
  await store.removeTombstones(NOON_MS)
  expect(await rows('failed_events')).toMatchObject([{ received_at_ms: NOON_MS }])
  expect(await rows('drops')).toMatchObject([{ dropped_at_ms: NOON_MS, event_count: 2 }])
  expect(await rows('tombstones')).toMatchObject([{ erased_at_ms: NOON_MS }])
})

it('a count that is forwarded twice counts once', async () => {
  const { store, rows } = await openTestStore()
  const dropped = { reason: 'event_too_old' as const, eventCount: 7 }
  const beacon = aSpooledBeacon([], { dropped })
  await store.appendBeacons([beacon])
  await store.appendBeacons([beacon, beacon])
  expect(await rows('drops')).toMatchObject([{ drop_id: beacon.beaconId, event_count: 7 }])
})

it('interactions go with their attempts once they have ended long ago, and others never', async () => {
  const { store, rows } = await openTestStore()
  await queueOne(store)
  const claim = await store.transaction((tx) =>
    tx.claim({ nowMs: NOON_MS, leaseMs: 1000, downTo: 'low' }),
  )
  if (claim) await concludeAt(store, NOON_MS, claim)
  await store.bury(await sealOne(store), 'compose_failed', NOON_MS + 1)
  await store.hold([await sealOne(store)], 'identity_unknown')
  expect(await store.removeEndedInteractions(NOON_MS, 100)).toBe(0)
  expect(await store.removeEndedInteractions(NOON_MS + 1, 100)).toBe(1)
  expect(await rows('attempts')).toEqual([])
  expect((await rows('interactions')).map(({ state }) => state)).toEqual(['dead', 'held'])
})

it('identities go once their visitor has long been silent, whole or not at all', async () => {
  const { store, rows } = await openTestStore()
  const said = (email: string, lastMs: number) => [
    { sessionId: email, fact: fact(email), firstMs: 1, lastMs },
  ]
  const [silent, talking] = [VISITOR, OTHER].map((anonymousId) => ({ siteId: 'acme', anonymousId }))
  if (!silent || !talking) throw new Error('two visitors')
  await store.keepFacts(silent, said('ada@example.org', NOON_MS - 1))
  await store.keepFacts(talking, said('bob@example.org', NOON_MS - 1))
  await store.keepFacts(talking, said('eve@example.org', NOON_MS))
  const { whoKey, who, assurance } = fact('ada@example.org')
  await store.replaceAliases(silent, [{ sinceMs: 0, untilMs: null, whoKey, who, assurance }])
  expect(await store.removeIdentities(NOON_MS, 100)).toBe(1)
  expect(await rows('aliases')).toEqual([])
  expect((await rows('identity_facts')).map(({ anonymous_id }) => anonymous_id)).toEqual([
    OTHER,
    OTHER,
  ])
})

it('an empty lane goes, and one that comes again outdates who held it', async () => {
  const { store, rows } = await openTestStore()
  await queueOne(store)
  const stale = await store.transaction((tx) =>
    tx.claim({ nowMs: NOON_MS, leaseMs: 1000, downTo: 'low' }),
  )
  const taken = await store.transaction((tx) =>
    tx.claim({ nowMs: NOON_MS + 1000, leaseMs: 1000, downTo: 'low' }),
  )
  if (!stale || !taken) throw new Error('no lane is due')
  await store.removeEmptyLanes()
  expect(await rows('lanes')).toHaveLength(1)
  await concludeAt(store, NOON_MS + 1000, taken)
  await store.removeEmptyLanes()
  expect(await rows('lanes')).toEqual([])
  await queueOne(store, { nowMs: NOON_MS + 2000 })
  const again = await store.transaction((tx) =>
    tx.claim({ nowMs: NOON_MS + 2000, leaseMs: 1000, downTo: 'low' }),
  )
  expect(again?.fence).toBeGreaterThan(taken.fence)
  expect(await concludeAt(store, NOON_MS + 2000, stale)).toBe(false)
})

describe('links and told people', () => {
  const visitor = { siteId: 'acme-www', anonymousId: VISITOR }
  const said = (each: IdentityFact): SessionFact[] => [
    { sessionId: 's', fact: each, firstMs: 1, lastMs: NOON_MS },
  ]

  it('links go some time after their end, once no browser is known by them', async () => {
    const { store, rows } = await openTestStore()
    const used = aLink({ tokenHash: 'used', expiresAtMs: NOON_MS - 2 })
    await store.makeLinks([used, aLink({ expiresAtMs: NOON_MS - 1 })])
    await store.makeLinks([aLink({ tokenHash: 'young', expiresAtMs: NOON_MS })])
    await store.noteLinkVisitors([{ ...visitor, tokenHash: 'used', firstMs: 1 }])
    await store.keepFacts(visitor, said({ kind: 'link', tokenHash: 'used' }))
    expect(await store.removeLinks(NOON_MS, 100)).toBe(1)
    expect((await rows('links')).map(({ token_hash }) => token_hash)).toEqual(['used', 'young'])
    expect(await store.removeIdentities(NOON_MS + 1, 100)).toBe(1)
    expect(await rows('link_visitors')).toEqual([])
    expect(await store.removeLinks(NOON_MS, 100)).toBe(1)
  })

  it('told people go once no browser says anything of them', async () => {
    const { store, rows } = await openTestStore()
    const [used, unused, unheard] = ['tracking:a', 'tracking:b', 'tracking:c'].map((whoKey) =>
      toldOf(whoKey, { toldAtMs: NOON_MS - 1 }),
    )
    if (!used || !unused || !unheard) throw new Error('three people')
    await store.keepKnownPeople([used, unused, unheard, toldOf('tracking:d')])
    await store.markPeopleStitched([used, unused])
    const who = { kind: 'tracked', trackingId: 'a' } as const
    const named = { whoKey: 'tracking:a', who, assurance: 'corroborated' } as const
    await store.keepFacts(visitor, said({ kind: 'who', ...named }))
    expect(await store.removeKnownPeople(NOON_MS, 100)).toBe(1)
    expect((await rows('known_people')).map(({ who_key }) => who_key)).toEqual([
      'tracking:a',
      'tracking:c',
      'tracking:d',
    ])
  })
})
