import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import LibsqlDatabase from 'libsql'
import type { Beacon } from '../wire/beacon.js'
import { createBeaconText } from './beacon-text.js'
import { CONNECTIONS } from './load.js'

/**
 * Events a second that SQLite alone takes durably: a row an event, as many a transaction as the connections can have
 * waiting, in a plain loop without HTTP, checks, ids, indexes or other threads.
 */
export function insertRaw(options: {
  folder: string
  eventsPerBeacon: number
  seconds: number
}): number {
  const rows = rowsOf(options.eventsPerBeacon)
  mkdirSync(options.folder)
  const file = new LibsqlDatabase(join(options.folder, 'raw.db'))
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
  for (; elapsedMs < options.seconds * 1000; elapsedMs = performance.now() - startMs) {
    insertAll.immediate()
    transactions++
  }
  file.close()
  return (transactions * rows.length * 1000) / elapsedMs
}

function rowsOf(eventsPerBeacon: number): string[] {
  const textOf = createBeaconText(eventsPerBeacon)
  return Array.from({ length: CONNECTIONS }, (_, n) => {
    const { events } = JSON.parse(textOf(n)) as Beacon // Our own text.
    return events.map((event) => JSON.stringify(event))
  }).flat()
}
