import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { openTestReader } from './test-reader.js'
import { aSpooledBeacon } from './test-store.js'

async function openFailed() {
  const { store, read } = await openTestReader()
  const beacon = (siteId: string, minute: number, reason: 'event_invalid' | 'event_too_old') =>
    aSpooledBeacon([], {
      siteId,
      receivedAtMs: NOON_MS + minute,
      failedEvents: [{ index: 0, reason, detail: `at ${minute}`, body: '{}' }],
    })
  await store.appendBeacons([
    beacon('a', 1, 'event_invalid'),
    beacon('b', 3, 'event_invalid'),
    beacon('a', 2, 'event_too_old'),
    beacon('a', 4, 'event_invalid'),
  ])
  const details = (asked: { siteId?: string; reason?: string; limit: number }) =>
    read(async (verbs) => (await verbs.readFailed(asked)).map(({ detail }) => detail))
  return { read, details }
}

it('what could not be taken is counted by site and reason', async () => {
  const { read } = await openFailed()
  expect(await read((verbs) => verbs.countFailed())).toEqual([
    { siteId: 'a', reason: 'event_invalid', events: 2, lastAtMs: NOON_MS + 4 },
    { siteId: 'a', reason: 'event_too_old', events: 1, lastAtMs: NOON_MS + 2 },
    { siteId: 'b', reason: 'event_invalid', events: 1, lastAtMs: NOON_MS + 3 },
  ])
})

it('it is read the newest first, of one site or reason or of all', async () => {
  const { details } = await openFailed()
  expect(await details({ limit: 9 })).toEqual(['at 4', 'at 3', 'at 2', 'at 1'])
  expect(await details({ limit: 2, siteId: 'a' })).toEqual(['at 4', 'at 2'])
  expect(await details({ limit: 9, reason: 'event_too_old' })).toEqual(['at 2'])
  expect(await details({ limit: 9, siteId: 'c' })).toEqual([])
})
