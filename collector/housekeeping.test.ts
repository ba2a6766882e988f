import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../wire/test-data.js'
import { retainOnce } from './housekeeping.js'
import { createTestLogger } from './lib/test-logger.js'
import { aSpooledBeacon, foldsInto, openTestStore } from './store/test-store.js'

const DAY_MS = 24 * 60 * 60 * 1000
const config = {
  hold: { days: 30, maxPerVisitor: 500 },
  retention: { eventDays: 90, interactionDays: 400 },
}

/** A store with more old events than go in one step, folded, and one that is young. */
async function openOldStore() {
  const { store, rows } = await openTestStore({ clock: () => NOON_MS })
  const old = Array.from({ length: 1200 }, () => anEvent('page_view'))
  const receivedAtMs = NOON_MS - 91 * DAY_MS
  await store.appendBeacons([aSpooledBeacon(old, { receivedAtMs })])
  await store.appendBeacons([aSpooledBeacon([anEvent('click')])])
  const seqs = (await rows('events')).map(({ seq }) => seq)
  await store.foldEvents(foldsInto(1, seqs))
  const { logger, lines } = createTestLogger()
  return { deps: { store, config, logger }, rows, lines }
}

it('what is older than the retention is removed, and reported', async () => {
  const { deps, rows, lines } = await openOldStore()
  await retainOnce({ ...deps, signal: new AbortController().signal })
  expect((await rows('events')).map(({ type }) => type)).toEqual(['click'])
  expect(lines).toMatchObject([
    { event: 'retained', events: 1200, failedEvents: 0, interactions: 0, visitors: 0 },
  ])
  await retainOnce({ ...deps, signal: new AbortController().signal })
  expect(lines).toHaveLength(1)
})

it('counts of what was dropped go in steps, too', async () => {
  const { store, rows } = await openTestStore({ clock: () => NOON_MS })
  const dropped = { reason: 'bot_user_agent' as const, eventCount: 1 }
  const receivedAtMs = NOON_MS - 401 * DAY_MS
  const beacons = Array.from({ length: 1200 }, () => aSpooledBeacon([], { receivedAtMs, dropped }))
  await store.appendBeacons(beacons)
  const { logger, lines } = createTestLogger()
  await retainOnce({ store, config, logger, signal: AbortSignal.abort() })
  expect(await rows('drops')).toHaveLength(1200)
  await retainOnce({ store, config, logger, signal: new AbortController().signal })
  expect(await rows('drops')).toEqual([])
  expect(lines).toMatchObject([{ event: 'retained', drops: 1200 }])
})

it('a process that ends while it is at it is heard after a step', async () => {
  const { deps, rows } = await openOldStore()
  const stop = new AbortController()
  setImmediate(() => stop.abort())
  await retainOnce({ ...deps, signal: stop.signal })
  const left = (await rows('events')).length
  expect(left).toBeGreaterThan(1)
  expect(left).toBeLessThan(1201)
})

it('a process that ends does not wait for it', async () => {
  const { deps, rows } = await openOldStore()
  await retainOnce({ ...deps, signal: AbortSignal.abort() })
  expect(await rows('events')).toHaveLength(1201)
})
