import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { anEvent } from '../../../wire/test-data.js'
import { openSqliteFile } from '../driver.js'
import { aSpooledBeacon, openTestStore, temporaryFolder } from '../test-store.js'
import { forwardOnce } from './forward-once.js'
import { openSpool } from './spool.js'

const beacons = (count: number) =>
  Array.from({ length: count }, () => aSpooledBeacon([anEvent('page_view')]))
const lines = (spooled: readonly object[]): string[] => spooled.map((one) => JSON.stringify(one))

function openTestSpool(path = join(temporaryFolder(), 'spool.db')) {
  const spool = openSpool(path)
  onTestFinished(() => spool.close())
  return { path, spool }
}

it('gives beacons back in order of arrival, at most as many as asked for', () => {
  const { spool } = openTestSpool()
  const [one, two, three] = beacons(3)
  spool.append(lines([one, two].flatMap((each) => each ?? [])))
  spool.append(lines([three].flatMap((each) => each ?? [])))
  expect(spool.readOldest(2).map(({ beacon }) => beacon)).toEqual([one, two])
  expect(spool.readOldest(9).map(({ beacon }) => beacon)).toEqual([one, two, three])
})

it('forgets what the store has, and nothing after it', () => {
  const { spool } = openTestSpool()
  const all = beacons(3)
  spool.append(lines(all))
  const second = spool.readOldest(2).at(-1)
  spool.discardThrough(second?.seq ?? 0)
  expect(spool.readOldest(9).map(({ beacon }) => beacon)).toEqual(all.slice(2))
})

it('never gives a number out twice, so a late discard spares what came since', () => {
  const { spool } = openTestSpool()
  spool.append(lines(beacons(1)))
  const [first] = spool.readOldest(1)
  spool.discardThrough(first?.seq ?? 0)
  spool.append(lines(beacons(1)))
  expect(spool.readOldest(1)[0]?.seq).toBeGreaterThan(first?.seq ?? 0)
})

it('has its beacons after it was closed and opened again', () => {
  const all = beacons(2)
  const { path, spool } = openTestSpool()
  spool.append(lines(all))
  spool.close()
  const again = openSpool(path)
  onTestFinished(() => again.close())
  expect(again.readOldest(9).map(({ beacon }) => beacon)).toEqual(all)
})

it('appends a group whole or not at all', () => {
  const { spool } = openTestSpool()
  // The driver refuses to bind it; at run time nothing else stops it.
  const unbindable = Symbol('not text') as unknown as string
  expect(() => spool.append([...lines(beacons(1)), unbindable])).toThrow()
  expect(spool.readOldest(9)).toEqual([])
  spool.append(lines(beacons(1)))
  expect(spool.readOldest(9)).toHaveLength(1)
})

it('opens files in which a commit waits for its fsync', () => {
  const file = openSqliteFile(join(temporaryFolder(), 'file.db'))
  onTestFinished(() => void file.close())
  expect(file.prepare('PRAGMA synchronous').all()).toMatchObject([{ synchronous: 2 }])
  expect(file.prepare('PRAGMA journal_mode').all()).toMatchObject([{ journal_mode: 'wal' }])
})

it('refuses a database that could not keep that promise', () => {
  // In memory there is no write-ahead log.
  expect(() => openSqliteFile(':memory:')).toThrow(/journal_mode is memory.*would not be durable/)
})

it('forwards into the store before it lets go, and twice without harm', async () => {
  const { spool } = openTestSpool()
  const { store, rows } = await openTestStore()
  const all = beacons(3)
  spool.append(lines(all))

  // As if the process had died between the store's commit and the discard.
  const undying = { ...spool, discardThrough: () => undefined }
  expect(await forwardOnce(undying, store, 2)).toBe(2)
  expect(spool.readOldest(9)).toHaveLength(3)

  expect(await forwardOnce(spool, store, 2)).toBe(2)
  expect(spool.readOldest(9).map(({ beacon }) => beacon)).toEqual(all.slice(2))
  expect(await forwardOnce(spool, store, 9)).toBe(1)
  expect(await forwardOnce(spool, store, 9)).toBe(0)
  expect(rows('events').map(({ event_id }) => event_id)).toEqual(
    all.map(({ events }) => events[0]?.event.eventId),
  )
})

it('keeps its beacons while the store fails', async () => {
  const { spool } = openTestSpool()
  const { store } = await openTestStore()
  spool.append(lines(beacons(1)))
  const failing = { ...store, transaction: () => Promise.reject(new Error('locked')) }
  await expect(forwardOnce(spool, failing, 9)).rejects.toThrow('locked')
  expect(spool.readOldest(9)).toHaveLength(1)
})
