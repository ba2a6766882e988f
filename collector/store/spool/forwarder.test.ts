import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../../wire/test-data.js'
import { createTestLogger } from '../../lib/test-logger.js'
import { openSqliteFile } from '../driver.js'
import type { Store } from '../store.js'
import { aSpooledBeacon, openTestStore } from '../test-store.js'
import { createForwarder, type ForwarderDeps } from './forwarder.js'
import { isDamaged } from './spool-damaged.js'
import type { SpooledBeacon } from './spooled-beacon.js'
import { allTexts, asLines, openTestSpool, someBeacons } from './test-spool.js'

const idsOf = (beacons: readonly SpooledBeacon[]): string[] =>
  beacons.flatMap(({ events }) => events.map(({ event }) => event.eventId)).sort()

async function openForwarder(changes: Partial<ForwarderDeps> = {}) {
  const { path, spool } = openTestSpool()
  const { store, rows } = await openTestStore()
  const { logger, lines } = createTestLogger()
  let nowMs = 0
  const deps = { spool, store, logger, clock: () => NOON_MS, monotonicMs: () => nowMs, ...changes }
  return {
    path,
    spool,
    store,
    rows,
    lines,
    deps,
    turn: (ms: number) => (nowMs += ms),
    forwarder: createForwarder(deps),
    storedIds: async () => (await rows('events')).map(({ event_id }) => event_id).sort(),
  }
}

/** The store, which refuses certain beacons for what is in them, as a database does. */
function refusing(store: Store, refuses: (beacon: SpooledBeacon) => boolean): Store {
  return {
    ...store,
    isDataFault: (error) => error instanceof RangeError || store.isDataFault(error),
    transaction: (work) =>
      store.transaction((tx) =>
        work({
          ...tx,
          async appendBeacons(beacons) {
            await tx.appendBeacons(beacons)
            if (beacons.some(refuses)) throw new RangeError('value out of range')
          },
        }),
      ),
  }
}

it('moves the oldest beacons, as many as the bounds allow, until none is left', async () => {
  const test = await openForwarder({ bounds: { maxBeacons: 2, maxBytes: 1e6 } })
  const all = someBeacons(3)
  test.spool.append(asLines(all))
  expect(await test.forwarder.forwardOnce()).toBe(2)
  expect(await test.storedIds()).toEqual(idsOf(all.slice(0, 2)))
  expect(await test.forwarder.forwardOnce()).toBe(1)
  expect(await test.forwarder.forwardOnce()).toBe(0)
  expect(await test.storedIds()).toEqual(idsOf(all))
})

it('lets the spool forget once a second, and at the end', async () => {
  const { spool, forwarder, turn } = await openForwarder()
  const forward = async (): Promise<void> => {
    spool.append(asLines(someBeacons(1)))
    await forwarder.forwardOnce()
  }
  await forward()
  expect(allTexts(spool)).toHaveLength(0)
  turn(999)
  await forward()
  expect(allTexts(spool)).toHaveLength(1)
  turn(1)
  await forwarder.forwardOnce()
  expect(allTexts(spool)).toHaveLength(0)
  await forward()
  expect(allTexts(spool)).toHaveLength(1)
  forwarder.close()
  expect(allTexts(spool)).toHaveLength(0)
})

it('lets the spool forget within the second when there is much to forget', async () => {
  const { spool, forwarder } = await openForwarder()
  await forwarder.forwardOnce()
  spool.append(Array.from({ length: 12_000 }, (_, at) => JSON.stringify(aDrop(at))))
  const left: number[] = []
  while ((await forwarder.forwardOnce()) > 0) left.push(allTexts(spool).length)
  // The very first is forgotten at once.
  expect(left).toEqual([10_000, 10_000, 10_000, 10_000, 10_000, 0])
})

it('a crash before the spool forgets costs a second pass and changes nothing', async () => {
  const { spool, deps, forwarder, storedIds, turn } = await openForwarder()
  await forwarder.forwardOnce()
  const all = someBeacons(3)
  spool.append([...asLines(all), 'not a beacon'])
  const undying = { ...spool, discardThrough: () => undefined }
  await createForwarder({ ...deps, spool: undying }).forwardOnce()
  expect(allTexts(spool)).toHaveLength(4)
  turn(1000)
  const restarted = createForwarder(deps)
  expect(await restarted.forwardOnce()).toBe(4)
  expect(await storedIds()).toEqual(idsOf(all))
  expect(allTexts(spool)).toHaveLength(0)
})

it('keeps its beacons and its place while the store is away, and divides nothing', async () => {
  const { spool, deps, store, storedIds } = await openForwarder()
  const all = someBeacons(2)
  spool.append(asLines(all))
  let calls = 0
  let away = true
  const transaction: Store['transaction'] = (work) => {
    calls++
    return away ? Promise.reject(new Error('locked')) : store.transaction(work)
  }
  const forwarder = createForwarder({ ...deps, store: { ...store, transaction } })
  await expect(forwarder.forwardOnce()).rejects.toThrow('locked')
  expect([calls, allTexts(spool).length]).toEqual([1, 2])
  away = false
  expect(await forwarder.forwardOnce()).toBe(2)
  expect(await storedIds()).toEqual(idsOf(all))
})

it('keeps an event that the store refuses as a failed one, and stores its neighbours', async () => {
  const { spool, deps, store, rows, storedIds, lines } = await openForwarder()
  const good = anEvent('page_view')
  const bad = anEvent('custom', { name: 'a\0b' })
  const [before, after] = someBeacons(2)
  const mixed = aSpooledBeacon([bad, good], {
    failedEvents: [{ index: 0, reason: 'event_invalid', detail: 'no type', body: '{}' }],
  })
  spool.append(asLines([before, mixed, after].flatMap((each) => each ?? [])))
  const refuses = ({ events }: SpooledBeacon): boolean =>
    events.some(({ event }) => event.eventId === bad.eventId)
  const forwarder = createForwarder({ ...deps, store: refusing(store, refuses) })

  expect(await forwarder.forwardOnce()).toBe(3)
  const neighbours = idsOf([before, after].flatMap((each) => each ?? []))
  expect(await storedIds()).toEqual([...neighbours, good.eventId].sort())
  const body = JSON.stringify({ ...bad, name: 'a\uFFFDb' })
  expect(await rows('failed_events')).toMatchObject([
    { beacon_index: 0, reason: 'event_invalid', detail: 'no type', body: '{}' },
    {
      beacon_id: mixed.beaconId,
      beacon_index: 1,
      site_id: 'acme-www',
      reason: 'event_unstorable',
      detail: 'RangeError: value out of range',
    },
  ])
  expect(JSON.parse((await rows('failed_events'))[1]?.body ?? '')).toEqual(JSON.parse(body))
  expect(lines).toMatchObject([{ event: 'event_unstorable', beaconId: mixed.beaconId, events: 1 }])
  expect(allTexts(spool)).toEqual([])
})

it("keeps a beacon whose envelope the store refuses, without what is the envelope's", async () => {
  const { spool, deps, store, rows } = await openForwarder()
  const refused = aSpooledBeacon([anEvent('page_view')], { siteId: 'cursed' })
  spool.append(asLines([refused, ...someBeacons(1)]))
  const refuses = ({ siteId }: SpooledBeacon): boolean => siteId === 'cursed'
  const forwarder = createForwarder({ ...deps, store: refusing(store, refuses) })
  expect(await forwarder.forwardOnce()).toBe(2)
  const [failed, ...others] = await rows('failed_events')
  expect(failed).toMatchObject({ site_id: '', reason: 'event_unstorable' })
  expect(JSON.parse(failed?.body ?? '')).toMatchObject({ siteId: 'cursed' })
  expect([others.length, (await rows('events')).length]).toEqual([0, 1])
})

it('keeps what is no beacon as a failed event, and forwards the rest', async () => {
  const { spool, forwarder, rows, storedIds } = await openForwarder()
  const all = someBeacons(1)
  const notBeacons = ['{"beaconId":', 'null', '{"beaconId":"x"}', `\0${'é'.repeat(50_000)}`]
  spool.append([...notBeacons, ...asLines(all)])
  expect(await forwarder.forwardOnce()).toBe(5)
  expect(await storedIds()).toEqual(idsOf(all))
  const failed = await rows('failed_events')
  expect(failed).toHaveLength(4)
  for (const row of failed) expect(row).toMatchObject({ site_id: '', reason: 'beacon_unreadable' })
  expect(failed.map(({ body }) => body)).toEqual(expect.arrayContaining(notBeacons.slice(0, 3)))
  const cut = failed.find(({ body }) => body.startsWith('\uFFFDé'))
  expect(Buffer.byteLength(cut?.body ?? '')).toBeLessThanOrEqual(64 * 1024)
})

it('goes on forwarding while the spool cannot let go for want of room', async () => {
  const { spool, deps, lines, storedIds, turn } = await openForwarder()
  let full = true
  const discardThrough = (seq: number): void => {
    if (full) throw Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' })
    spool.discardThrough(seq)
  }
  const forwarder = createForwarder({ ...deps, spool: { ...spool, discardThrough } })
  const all = someBeacons(2)
  spool.append(asLines(all))
  expect(await forwarder.forwardOnce()).toBe(2)
  expect(await forwarder.forwardOnce()).toBe(0)
  expect(await storedIds()).toEqual(idsOf(all))
  expect(lines).toMatchObject([{ level: 40, event: 'discard_failed' }])
  full = false
  turn(1000)
  await forwarder.forwardOnce()
  expect(allTexts(spool)).toEqual([])
})

it('says of a damaged spool that it is damaged', async () => {
  const { path, forwarder } = await openForwarder()
  const file = openSqliteFile(path)
  file.exec('DROP TABLE beacons')
  file.exec("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'garbage'")
  file.close()
  const error: unknown = await forwarder.forwardOnce().catch((thrown: unknown) => thrown)
  expect(isDamaged(error)).toBe(true)
})

/** The smallest beacon there is. */
const aDrop = (number: number): SpooledBeacon =>
  aSpooledBeacon([], { beaconId: `drop-${number}`, receivedAtMs: NOON_MS })

it('leaves no byte of what it has moved once nothing comes, a minute after it last did so, and at its end', async () => {
  const { path, spool, forwarder, turn } = await openForwarder()
  await forwarder.forwardOnce()
  const someBytes = () =>
    ['', '-wal'].map((suffix) => readFileSync(path + suffix, 'latin1')).join('')
  const append = (word: string) => {
    const events = () => [anEvent('click', { target: { kind: 'link', text: word } })]
    spool.append(asLines(Array.from({ length: 300 }, () => aSpooledBeacon(events()))))
  }
  append('earlier')
  turn(59_000)
  while ((await forwarder.forwardOnce()) > 0);
  expect(someBytes()).toContain('earlier')
  turn(1000)
  await forwarder.forwardOnce()
  expect(someBytes()).not.toContain('earlier')
  append('later')
  await forwarder.forwardOnce()
  expect(someBytes()).toContain('later')
  forwarder.close()
  expect(someBytes()).not.toContain('later')
})
