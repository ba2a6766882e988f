import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { openTestReader } from './test-reader.js'
import { aSpooledBeacon } from './test-store.js'

it('what was dropped since a time is counted by site and reason', async () => {
  const { store, read } = await openTestReader()
  const drop = (siteId: string, minute: number, eventCount: number) =>
    aSpooledBeacon([], {
      siteId,
      receivedAtMs: NOON_MS + minute,
      dropped: { reason: siteId === 'a' ? 'event_too_old' : 'bot_user_agent', eventCount },
    })
  await store.appendBeacons([drop('a', -1, 9), drop('a', 0, 2), drop('a', 5, 3), drop('b', 1, 4)])
  expect(await read((verbs) => verbs.countDropsSince(NOON_MS))).toEqual([
    { siteId: 'a', reason: 'event_too_old', events: 5, lastAtMs: NOON_MS + 5 },
    { siteId: 'b', reason: 'bot_user_agent', events: 4, lastAtMs: NOON_MS + 1 },
  ])
})
