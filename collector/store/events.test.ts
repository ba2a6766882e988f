import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { openStore } from './store.js'
import { aSpooledBeacon, openTestStore } from './test-store.js'

it('the same event is stored once, in one beacon or in several', async () => {
  const { store, rows } = await openTestStore()
  const event = anEvent('page_view')
  const beacon = aSpooledBeacon([event, event])
  await store.appendBeacons([beacon])
  await store.appendBeacons([beacon, aSpooledBeacon([event])])
  expect(await rows('events')).toHaveLength(1)
})

it('the same event id on two sites is two events', async () => {
  const { store, rows } = await openTestStore()
  const event = anEvent('page_view')
  await store.appendBeacons([aSpooledBeacon([event]), aSpooledBeacon([event], { siteId: 'beta' })])
  expect((await rows('events')).map(({ site_id }) => site_id)).toEqual(['acme-www', 'beta'])
})

it('failed events are kept once, however often their beacon is forwarded', async () => {
  const { store, rows } = await openTestStore()
  const failed = { reason: 'event_invalid' as const, detail: 'type: wrong', body: '{"type":1}' }
  const beacon = aSpooledBeacon([anEvent('reset')], {
    failedEvents: [
      { index: 1, ...failed },
      { index: 4, ...failed },
    ],
  })
  await store.appendBeacons([beacon])
  await store.appendBeacons([beacon])
  expect(await rows('failed_events')).toEqual(
    [1, 4].map((beacon_index) => ({
      beacon_id: beacon.beaconId,
      beacon_index,
      anonymous_id: beacon.anonymousId,
      site_id: 'acme-www',
      received_at_ms: NOON_MS,
      ...failed,
    })),
  )
})

it('takes more events at once than one statement can bind', async () => {
  const { store } = await openTestStore()
  const many = Array.from({ length: 41 }, () =>
    aSpooledBeacon(Array.from({ length: 100 }, () => anEvent('reset'))),
  )
  await store.transaction((tx) => tx.appendBeacons(many))
  expect(await store.readEventsAt('received', 5000)).toHaveLength(4100)
})

it('events come back as they were sent, in order of arrival', async () => {
  const { store } = await openTestStore()
  const events = [anEvent('custom'), anEvent('page_view', { occurredAtMs: NOON_MS - 5000 })]
  await store.appendBeacons([aSpooledBeacon(events, { userAgent: 'Browser/1' })])
  const stored = await store.readEventsAt('received', 10)
  expect(stored.map(({ event }) => event)).toEqual(events)
  expect(stored[1]).toMatchObject({ occurredAtMs: NOON_MS - 5000, userAgent: 'Browser/1' })
})

it('a transaction that throws leaves nothing', async () => {
  const { store, rows } = await openTestStore()
  const failing = store.transaction(async (tx) => {
    await tx.appendBeacons([aSpooledBeacon([anEvent('reset')])])
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await rows('events')).toEqual([])
})

it('an installation keeps its id, and two have two', async () => {
  const one = await openTestStore()
  const { installationId } = one.store
  expect((await one.reopen()).installationId).toBe(installationId)
  expect((await openTestStore()).store.installationId).not.toBe(installationId)
})

it('is not opened where no file can be', async () => {
  await expect(openStore('/nowhere/store.db')).rejects.toThrow(/unable to open/i)
})
