import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { anEvent } from '../../../wire/test-data.js'
import { openSqliteFile } from '../driver.js'
import { openStore } from '../store.js'
import { aSpooledBeacon, temporaryFolder } from '../test-store.js'

/** A store in a file, and the file itself. */
async function openBoth() {
  const path = join(temporaryFolder(), 'store.db')
  const store = await openStore(path)
  const file = openSqliteFile(path)
  onTestFinished(async () => {
    file.close()
    await store.close()
  })
  return { path, store, file }
}

it('a transaction that SQLite has rolled back by itself says why', async () => {
  const { store, file } = await openBoth()
  file.exec(`CREATE TRIGGER full BEFORE INSERT ON events
    BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END`)
  const append = () =>
    store.transaction((tx) => tx.appendBeacons([aSpooledBeacon([anEvent('reset')])]))
  await expect(append()).rejects.toThrow('database or disk is full')
  file.exec('DROP TRIGGER full')
  await append()
  expect(await store.readEventsAt('received', 9)).toHaveLength(1)
})

it('a transaction that begins by reading has its lock and never finds another writer before it', async () => {
  const { store, file } = await openBoth()
  await store.transaction(async (tx) => {
    await tx.readEventsAt('received', 9)
    file.pragma('busy_timeout = 0')
    expect(() => file.exec('BEGIN IMMEDIATE')).toThrow(/locked/)
    await tx.appendBeacons([aSpooledBeacon([anEvent('reset')])])
  })
  expect(await store.readEventsAt('received', 9)).toHaveLength(1)
})

it('empties its log, or says at once that somebody reads', async () => {
  const { path, store, file } = await openBoth()
  await store.appendBeacons([aSpooledBeacon([anEvent('reset')])])
  file.exec('BEGIN')
  file.prepare('SELECT count(*) FROM events').all()
  const beganMs = performance.now()
  expect(await store.emptyLog()).toBe(false)
  // With the patience of a write it is ten seconds, for which all who write wait.
  expect(performance.now() - beganMs).toBeLessThan(5000)
  file.exec('COMMIT')
  expect(await store.emptyLog()).toBe(true)
  expect(statSync(`${path}-wal`).size).toBe(0)
  expect((await store.readEventsAt('received', 9)).length).toBe(1)
})

it('says that its log could not be emptied while somebody writes', async () => {
  const { store, file } = await openBoth()
  await store.appendBeacons([aSpooledBeacon([anEvent('reset')])])
  file.exec('BEGIN IMMEDIATE')
  expect(await store.emptyLog()).toBe(false)
  file.exec('COMMIT')
})

it('leaves no byte of events that are dropped as they come', async () => {
  const { path, store } = await openBoth()
  const title = 'of somebody '.repeat(700)
  const events = Array.from({ length: 5 }, () => ({ ...anEvent('page_view'), title }))
  await store.appendBeacons([aSpooledBeacon(events)])
  const received = await store.readEventsAt('received', 9)
  await store.transaction((tx) => tx.dropEvents(received, 'person_erased', 1))
  expect(await store.emptyLog()).toBe(true)
  expect(readFileSync(path, 'latin1')).not.toContain('of somebody')
})
