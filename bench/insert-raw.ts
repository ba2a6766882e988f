import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import LibsqlDatabase from 'libsql'
import { CONNECTIONS } from './load.js'
import { createSpooledBeacon } from './spooled-beacons.js'

interface RawInsert {
  folder: string
  eventsPerBeacon: number
  seconds: number
}

/**
 * Events a second that SQLite alone takes durably: a row an event, with the bytes that the spool keeps of it (its JSON,
 * and its share of the beacon around it), as many events a transaction as the connections can have waiting. In a plain
 * loop without HTTP, checks, ids, indexes or other threads.
 */
export function insertRaw(options: RawInsert): number {
  const beaconOf = createSpooledBeacon(options.eventsPerBeacon)
  const rows = Array.from({ length: CONNECTIONS }, (_, n) => {
    const { events, ...around } = beaconOf(n)
    const share = ' '.repeat(Math.round(JSON.stringify(around).length / events.length))
    return events.map((event) => JSON.stringify(event) + share)
  }).flat()
  return insertRows(rows, options) * rows.length
}

/** As `insertRaw`, but a row a beacon, as the spool has it. Events a second too. */
export function insertRawBeacons(options: RawInsert): number {
  const beaconOf = createSpooledBeacon(options.eventsPerBeacon)
  const rows = Array.from({ length: CONNECTIONS }, (_, n) => JSON.stringify(beaconOf(n)))
  return insertRows(rows, options) * rows.length * options.eventsPerBeacon
}

/** Transactions a second. */
function insertRows(rows: readonly string[], { folder, seconds }: RawInsert): number {
  mkdirSync(folder)
  const file = new LibsqlDatabase(join(folder, 'raw.db'))
  file.pragma('journal_mode = WAL')
  file.pragma('synchronous = FULL')
  file.exec('CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL)')
  const insert = file.prepare('INSERT INTO events (body) VALUES (?)')
  const insertAll = file.transaction(() => {
    for (const row of rows) insert.run(row)
  })

  const startMs = performance.now()
  let transactions = 0
  let elapsedMs = 0
  for (; elapsedMs < seconds * 1000; elapsedMs = performance.now() - startMs) {
    insertAll.immediate()
    transactions++
  }
  file.close()
  rmSync(folder, { recursive: true })
  return (transactions * 1000) / elapsedMs
}
