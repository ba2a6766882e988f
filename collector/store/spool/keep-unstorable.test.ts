import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../../wire/test-data.js'
import { aSpooledBeacon } from '../test-store.js'
import { keepUnstorable } from './keep-unstorable.js'
import type { SpooledBeacon } from './spooled-beacon.js'

/** A store that takes a batch whole or, for a text in it, not at all. */
function createStore(refusedText: string) {
  const stored: SpooledBeacon[] = []
  return {
    stored,
    isDataFault: (error: unknown) => error instanceof RangeError,
    async append(beacons: readonly SpooledBeacon[]) {
      if (JSON.stringify(beacons).includes(refusedText)) throw new RangeError(`no ${refusedText}`)
      stored.push(...beacons)
    },
  }
}

const events = (count: number) => Array.from({ length: count }, () => anEvent('page_view'))

it('stores every event but the one, which keeps its place among those that had failed before', async () => {
  const beacon = aSpooledBeacon(events(20), {
    failedEvents: [1, 4].map((index) => ({
      index,
      reason: 'event_invalid' as const,
      detail: '',
      body: '{}',
    })),
  })
  const [, , bad] = beacon.events
  if (!bad) throw new Error('there are 20')
  bad.event = { ...bad.event, sessionId: '\0' }
  const store = createStore('"sessionId":"\\u0000"')
  expect(await keepUnstorable(beacon, { ...store, nowMs: NOON_MS })).toBe(1)
  const stored = store.stored.flatMap((each) => each.events.map(({ event }) => event.eventId))
  const others = beacon.events.filter((each) => each !== bad)
  expect(stored).toEqual(others.map(({ event }) => event.eventId))
  const failed = store.stored.flatMap(({ failedEvents }) => failedEvents)
  expect(failed.map(({ index }) => index)).toEqual([1, 4, 3])
  expect(failed.at(-1)).toMatchObject({
    reason: 'event_unstorable',
    detail: 'RangeError: no "sessionId":"\\u0000"',
    body: expect.stringContaining('"sessionId":"\\ufffd"') as string,
  })
})

it('a failed event keeps its reason, in characters that can be stored', async () => {
  const failed = { index: 0, reason: 'event_invalid', detail: 'bad', body: '"\\u0000"' } as const
  const store = createStore('\\u0000')
  await keepUnstorable(aSpooledBeacon([], { failedEvents: [failed] }), { ...store, nowMs: NOON_MS })
  expect(store.stored.flatMap(({ failedEvents }) => failedEvents)).toEqual([
    { ...failed, body: '"\\ufffd"' },
  ])
})

it('a beacon of which only the count was to be kept is kept as it is', async () => {
  const dropped = { reason: 'event_invalid', eventCount: 3 } as const
  const store = createStore('"dropped":')
  await keepUnstorable(aSpooledBeacon([], { dropped }), { ...store, nowMs: NOON_MS })
  expect(store.stored).toMatchObject([{ events: [], failedEvents: [{ index: 0 }] }])
  expect(store.stored[0]?.failedEvents[0]?.body).toContain('eventCount')
})

it('throws when the store is away: the beacon stays where it is', async () => {
  const append = () => Promise.reject(new Error('locked'))
  const keeping = keepUnstorable(aSpooledBeacon(events(2)), {
    append,
    isDataFault: () => false,
    nowMs: NOON_MS,
  })
  await expect(keeping).rejects.toThrow('locked')
})
