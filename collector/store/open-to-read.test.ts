import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, it, onTestFinished } from 'vitest'
import { anEvent } from '../../wire/test-data.js'
import { openSqliteFile } from './driver.js'
import { openToRead } from './open-to-read.js'
import { StoreAbsent } from './read-connection.js'
import { aSpooledBeacon, newTarget, openTestStore, temporaryFolder } from './test-store.js'

async function openBoth() {
  const test = await openTestStore()
  const reader = await openToRead(test.target)
  onTestFinished(() => reader.close())
  return { ...test, store: test.store, reader }
}

it('reads what another connection has written meanwhile, as of one moment', async () => {
  const { store, reader } = await openBoth()
  const event = anEvent('page_view')
  const find = () => reader.read((verbs) => verbs.findEvents(event.eventId, ['acme-www']))
  expect(await find()).toEqual([])
  await reader.read(async (verbs) => {
    expect(await verbs.findEvents(event.eventId, ['acme-www'])).toEqual([])
    await store.appendBeacons([aSpooledBeacon([event])])
    expect(await verbs.findEvents(event.eventId, ['acme-www'])).toEqual([])
  })
  expect(await find()).toMatchObject([{ event, stage: 'received', interactionId: null }])
})

it('keeps nobody from writing, nor does who writes keep it from reading', async () => {
  const { store, reader } = await openBoth()
  await store.transaction(async (tx) => {
    await tx.appendBeacons([aSpooledBeacon([anEvent('page_view')])])
    expect(await reader.read((verbs) => verbs.readLastSeq())).toBe(0)
  })
  await reader.read(async (verbs) => {
    await verbs.readLastSeq()
    await store.appendBeacons([aSpooledBeacon([anEvent('page_view')])])
  })
  expect(await reader.read((verbs) => verbs.readLastSeq())).toBeGreaterThan(0)
})

it.runIf(!inject('postgres'))('makes no store where there is none', async () => {
  const path = join(temporaryFolder(), 'store.db')
  await expect(openToRead(path)).rejects.toThrow(StoreAbsent)
  expect(existsSync(path)).toBe(false)
})

it.runIf(inject('postgres'))('says so of a database in which no collector was', async () => {
  const target = await newTarget({ empty: true })
  await expect(openToRead(target)).rejects.toThrow('no collector has made its tables there yet')
})

it.runIf(!inject('postgres'))('says so of a store that an earlier version has left', async () => {
  const { target, store } = await openTestStore()
  await store.appendBeacons([aSpooledBeacon([anEvent('page_view')])])
  const file = openSqliteFile(target)
  file.exec('DELETE FROM kysely_migration WHERE name = (SELECT max(name) FROM kysely_migration)')
  file.close()
  await expect(openToRead(target)).rejects.toThrow('the store is of an earlier version')
})
