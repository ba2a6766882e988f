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
  return { store, file }
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
