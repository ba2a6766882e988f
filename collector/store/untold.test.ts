import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { openTestReader } from './test-reader.js'
import { aSpooledBeacon } from './test-store.js'

it('events that no interaction tells are counted by site and reason, those that wait or are told are not', async () => {
  const { store, rows, read } = await openTestReader()
  expect(await read((verbs) => verbs.countUntold())).toEqual([])
  const beacon = (receivedAtMs: number) =>
    aSpooledBeacon([anEvent('page_view'), anEvent('page_view')], { receivedAtMs })
  await store.appendBeacons([beacon(NOON_MS), beacon(NOON_MS + 1)])
  const [told = NaN, first = NaN, second = NaN] = (await rows('events')).map(({ seq }) => seq)
  const untold = { interactionId: null, unfoldedReason: 'content_not_sent' } as const
  await store.foldEvents([
    { seq: told, interactionId: 1, unfoldedReason: null },
    { seq: first, ...untold },
    { seq: second, ...untold },
  ])
  expect(await read((verbs) => verbs.countUntold())).toEqual([
    { siteId: 'acme-www', reason: 'content_not_sent', events: 2, lastAtMs: NOON_MS + 1 },
  ])
})
