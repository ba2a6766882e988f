import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS, SESSION, VISITOR } from '../../wire/test-data.js'
import { openToRead, type ReadVerbs } from './open-to-read.js'
import { concludeAt, queueOne, sealOne } from './test-outbox.js'
import { aSpooledBeacon, foldsInto, openTestStore } from './test-store.js'

async function openBoth() {
  const { target, store } = await openTestStore()
  const reader = await openToRead(target)
  onTestFinished(() => reader.close())
  return { store, ask: <T>(work: (verbs: ReadVerbs) => Promise<T>) => reader.read(work) }
}

it('finds an event on each of the sites that are asked for, in either spelling of its id', async () => {
  const { store, ask } = await openBoth()
  const event = anEvent('page_view')
  for (const siteId of ['acme-www', 'acme-docs']) {
    await store.appendBeacons([aSpooledBeacon([event], { siteId, context: { device: 'PC' } })])
  }
  const sites = async (id: string, ...siteIds: string[]) =>
    (await ask((verbs) => verbs.findEvents(id, siteIds))).map(({ siteId }) => siteId).sort()
  expect(await sites(event.eventId, 'acme-www', 'acme-docs')).toEqual(['acme-docs', 'acme-www'])
  expect(await sites(event.eventId.toUpperCase(), 'acme-www')).toEqual(['acme-www'])
  expect(await sites(event.eventId, 'other')).toEqual([])
  const [record] = await ask((verbs) => verbs.findEvents(event.eventId, ['acme-www']))
  expect(record).toMatchObject({ event, stage: 'received', context: { device: 'PC' } })
})

it('finds an interaction by its number and by the id that Gong knows, with its events and attempts', async () => {
  const { store, ask } = await openBoth()
  const interactionId = await queueOne(store, { content: { title: 'Docs' } })
  const events = [anEvent('page_leave', { occurredAtMs: NOON_MS + 5 }), anEvent('page_view')]
  await store.appendBeacons([aSpooledBeacon(events)])
  const stored = await store.readEventsAt('received', 9)
  await store.foldEvents(
    foldsInto(
      interactionId,
      stored.map(({ seq }) => seq),
    ),
  )
  const claim = await store.claim({ nowMs: NOON_MS, leaseMs: 1000, downTo: 'low' })
  if (!claim) throw new Error('nothing was claimed')
  await concludeAt(store, NOON_MS + 100, claim)

  const record = await ask((verbs) => verbs.findInteraction(interactionId))
  expect(record).toMatchObject({
    interactionId,
    state: 'delivered',
    content: { title: 'Docs' },
    assurance: 'corroborated',
    laneKey: 'email:ada@example.org',
    requestId: 'r-1',
    endedAtMs: NOON_MS + 100,
  })
  expect(await ask((verbs) => verbs.findSentAs(claim.gongEventId.toUpperCase()))).toEqual(record)
  expect(await ask((verbs) => verbs.findInteraction(interactionId + 1))).toBeNull()
  expect(await ask((verbs) => verbs.findSentAs(randomUUID()))).toBeNull()
  const told = await ask((verbs) => verbs.readEventsTold(interactionId))
  expect(told.map(({ event }) => event.type)).toEqual(['page_view', 'page_leave'])
  expect(await ask((verbs) => verbs.readAttempts(interactionId))).toMatchObject([
    { outcome: 'delivered', status: 200, errors: [] },
  ])
  expect(await ask((verbs) => verbs.readLaneDue('email:ada@example.org'))).toBeNull()
})

it('finds a failed event by a value in it, whole and to the letter', async () => {
  const { store, ask } = await openBoth()
  const failed = (index: number, eventId: string) => ({
    index,
    reason: 'event_invalid' as const,
    detail: 'type: unknown',
    body: JSON.stringify({ eventId }),
  })
  const failedEvents = [failed(0, 'a_b%c\\d'), failed(1, 'aXbYcZd')]
  await store.appendBeacons([{ ...aSpooledBeacon([]), failedEvents }])
  const find = async (text: string) =>
    (await ask((verbs) => verbs.findFailedEvents(text))).map(({ index }) => index)
  expect(await find('a_b%c\\d')).toEqual([0])
  expect(await find('aXbYcZd')).toEqual([1])
  expect(await find('aXb')).toEqual([])
  expect(await find('AXBYCZD')).toEqual([])
})

describe('who a visitor is', () => {
  const visitor = { siteId: 'acme-www', anonymousId: VISITOR }
  const person = { email: 'ada@example.org' }
  const who = { kind: 'person', person } as const
  const named = { whoKey: 'email:ada@example.org', who, assurance: 'verified' } as const
  const personKey = named.whoKey
  const known = { siteId: 'acme-www', person, personKey, toldAtMs: 9 }

  it('and who has said so, of this browser and by what it came with', async () => {
    const { store, ask } = await openBoth()
    await store.replaceAliases(visitor, [{ sinceMs: 5, untilMs: null, ...named }])
    const facts = [
      { kind: 'who', ...named },
      {
        kind: 'who',
        whoKey: 'tracking:t-1',
        who: { kind: 'tracked', trackingId: 't-1' },
        assurance: 'corroborated',
      },
    ] as const
    const said = facts.map((fact, index) => {
      return { sessionId: SESSION, fact, firstMs: 5 + index, lastMs: 7 }
    })
    await store.keepFacts(visitor, said)
    await store.keepKnownPeople([
      { ...known, whoKey: 'tracking:t-1' },
      { ...known, whoKey: 'tracking:t-1', siteId: 'other' },
      { ...known, whoKey: `visitor:${'d'.repeat(32)}` },
      { ...known, whoKey: 'tracking:t-2' },
    ])
    expect(await ask((verbs) => verbs.readIdentity(visitor))).toEqual({
      aliases: [{ sinceMs: 5, untilMs: null, ...named }],
      facts: said,
      told: [{ personKey, by: 'tracking', toldAtMs: 9 }],
      links: [],
    })
    const nobody = { aliases: [], facts: [], told: [], links: [] }
    const stranger = { siteId: 'acme-www', anonymousId: 'f'.repeat(32) }
    expect(await ask((verbs) => verbs.readIdentity(stranger))).toEqual(nobody)
  })

  it('and by which links, as which of how many browsers', async () => {
    const { store, ask } = await openBoth()
    const link = { siteId: 'acme-www', url: 'https://www.acme.com/', person, personKey }
    const times = { madeAtMs: 1, expiresAtMs: 99, revokedAtMs: null }
    await store.makeLinks(['h', 'late'].map((tokenHash) => ({ ...link, tokenHash, ...times })))
    const others = ['b', 'z'].map((letter) => ({ ...visitor, anonymousId: letter.repeat(32) }))
    await store.noteLinkVisitors(
      [...others, visitor].map((each, index) => ({ ...each, tokenHash: 'h', firstMs: 6 + index })),
    )
    const fact = (tokenHash: string, firstMs: number) =>
      ({ sessionId: SESSION, fact: { kind: 'link', tokenHash }, firstMs, lastMs: firstMs }) as const
    await store.keepFacts(visitor, [fact('h', 7), fact('late', 120), fact('gone', 1)])
    const { links } = await ask((verbs) => verbs.readIdentity(visitor))
    const shared = { personKey, url: link.url, expiresAtMs: 99, revokedAtMs: null }
    expect(links).toEqual([
      { ...shared, tokenHash: 'h', firstMs: 8, browsers: 3, place: 3 },
      { ...shared, tokenHash: 'late', firstMs: 120, browsers: 0, place: null },
    ])
  })
})

it('lists what waits to be sent, lane by lane, and nothing else', async () => {
  const { store, ask } = await openBoth()
  await sealOne(store)
  const later = { content: { occurredAtMs: NOON_MS + 5 } }
  const ids = [
    await queueOne(store, { ...later, laneKey: 'email:b@example.org' }),
    await queueOne(store, { ...later, laneKey: 'email:a@example.org' }),
    await queueOne(store, { laneKey: 'email:a@example.org' }),
  ]
  const pending = await ask((verbs) => verbs.readPending(9))
  expect(pending.map(({ interactionId }) => interactionId)).toEqual([ids[2], ids[1], ids[0]])
  expect(await ask((verbs) => verbs.readPending(1))).toHaveLength(1)
})

it('counts what was dropped by site and reason, and says how far back events go', async () => {
  const { store, ask } = await openBoth()
  expect(await ask((verbs) => verbs.readOldestReceived())).toBeNull()
  for (const [eventCount, receivedAtMs] of [
    [3, NOON_MS],
    [4, NOON_MS + 1],
  ] as const) {
    const dropped = { reason: 'bot_automated' as const, eventCount }
    await store.appendBeacons([{ ...aSpooledBeacon([]), receivedAtMs, dropped }])
  }
  await store.appendBeacons([aSpooledBeacon([anEvent('reset')])])
  expect(await ask((verbs) => verbs.countDrops(['acme-www', 'other']))).toEqual([
    { siteId: 'acme-www', reason: 'bot_automated', events: 7, lastAtMs: NOON_MS + 1 },
  ])
  expect(await ask((verbs) => verbs.readOldestReceived())).toBe(NOON_MS)
  expect(await ask((verbs) => verbs.readInstallationId())).toBe(store.installationId)
})
