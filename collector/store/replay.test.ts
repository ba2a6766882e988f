import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS, SESSION, VISITOR } from '../../wire/test-data.js'
import { openToRead } from './open-to-read.js'
import { IDENTITY_TABLES, type IdentityTable, type RawRow } from './replay.js'
import { openReplayFile } from './replay-file.js'
import { openStore } from './store.js'
import { aSpooledBeacon, openTestStore, temporaryFolder } from './test-store.js'

async function openBoth() {
  const { target, store } = await openTestStore()
  const reader = await openToRead(target)
  onTestFinished(() => reader.close())
  return { store, reader }
}

it('gives events back in order of arrival, from any of them on', async () => {
  const { store, reader } = await openBoth()
  expect(await reader.read((verbs) => verbs.readArrival(0))).toBeNull()
  expect(await reader.read((verbs) => verbs.readLastSeq())).toBe(0)
  const events = [anEvent('page_view'), anEvent('reset')]
  for (const [index, event] of events.entries()) {
    await store.appendBeacons([aSpooledBeacon([event], { receivedAtMs: NOON_MS + index })])
  }
  const all = await reader.read((verbs) => verbs.readEventsFrom(0, 9))
  expect(all.map(({ event }) => event)).toEqual(events)
  const [first, second] = all.map(({ seq }) => seq)
  expect(await reader.read((verbs) => verbs.readEventsFrom(second ?? NaN, 9))).toEqual([all[1]])
  expect(await reader.read((verbs) => verbs.readEventsFrom(0, 1))).toEqual([all[0]])
  expect(await reader.read((verbs) => verbs.readArrival(first ?? NaN))).toEqual({
    seq: first,
    receivedAtMs: NOON_MS,
  })
  expect(await reader.read((verbs) => verbs.readLastSeq())).toBe(second)
})

it('copies what was known of visitors, as of then, from either database into a file', async () => {
  const { store, reader } = await openBoth()
  const who = { kind: 'tracked', trackingId: 't' } as const
  const named = { whoKey: 'tracking:t', who, assurance: 'corroborated' } as const
  const fact = { kind: 'who', ...named } as const
  const visitors = ['before', 'after'].map((name) => ({ siteId: 'acme-www', anonymousId: name }))
  for (const [index, visitor] of visitors.entries()) {
    const firstMs = index * 1000
    await store.keepFacts(visitor, [{ sessionId: SESSION, fact, firstMs, lastMs: 2000 }])
    await store.replaceAliases(visitor, [{ sinceMs: 0, untilMs: 1500, ...named }])
  }
  const person = { email: 'ada@example.org' }
  const personKey = 'email:ada@example.org'
  const told = { siteId: 'acme-www', whoKey: `visitor:${VISITOR}`, person, personKey, toldAtMs: 9 }
  await store.keepKnownPeople([told])
  const link = {
    tokenHash: 'h',
    siteId: 'acme-www',
    url: 'https://www.acme.com/',
    person,
    personKey,
  }
  await store.makeLinks([{ ...link, madeAtMs: 1, expiresAtMs: 99, revokedAtMs: null }])
  await store.noteLinkVisitors([
    { siteId: 'acme-www', anonymousId: 'v', tokenHash: 'h', firstMs: 6 },
  ])

  const path = join(temporaryFolder(), 'store.db')
  const copy = await openStore(path)
  const file = openReplayFile(path)
  onTestFinished(() => copy.close())
  onTestFinished(() => file.close())
  for (const table of Object.keys(IDENTITY_TABLES) as IdentityTable[]) {
    // A row at a time, so that each is asked for after another.
    let last: RawRow | null = null
    do {
      const after: { last: RawRow | null; limit: number } = { last, limit: 1 }
      const rows = await reader.read((verbs) => verbs.readRowsAfter(table, after))
      file.copyRows(table, rows)
      last = rows.at(-1) ?? null
    } while (last)
  }
  file.forgetAfter(1000)

  const [before, after] = visitors
  if (!before || !after) throw new Error('two were made')
  expect(await copy.readFacts(before)).toEqual([
    { sessionId: SESSION, fact, firstMs: 0, lastMs: 1000 },
  ])
  expect(await copy.readAliases(before)).toEqual([{ sinceMs: 0, untilMs: null, ...named }])
  expect(await copy.readFacts(after)).toEqual([])
  expect(await copy.readAliases(after)).toEqual([])
  expect(await copy.readToldPeople(9)).toEqual([{ ...told, heardTo: '' }])
  expect(await copy.readLinks(['h'])).toMatchObject([link])
  expect(await copy.readLinkVisitors(['h'])).toHaveLength(1)
})
