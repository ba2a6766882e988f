import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { WireEvent } from '../../wire/event.js'
import { NOON_MS, VISITOR } from '../../wire/test-data.js'
import { openSqliteFile } from './driver.js'
import type { SpooledBeacon } from './spool/spooled-beacon.js'
import { openStore, type Store } from './store.js'
import type { Tables } from './tables.js'

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamtam-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A real store in a file of its own, closed when the test is over. */
export async function openTestStore(path = join(temporaryFolder(), 'store.db')) {
  let store = await openStore(path)
  onTestFinished(() => store.close())
  return {
    path,
    get store(): Store {
      return store
    },
    /** What a crash and a restart leave of it. */
    reopen: async (): Promise<Store> => {
      await store.close()
      return (store = await openStore(path))
    },
    /** A table's rows as they are on disk. */
    rows: <T extends keyof Tables>(table: T): Row<T>[] => {
      const file = openSqliteFile(path)
      try {
        return file.prepare(`SELECT * FROM ${table} ORDER BY rowid`).all() as Row<T>[]
      } finally {
        file.close()
      }
    },
  }
}

/** A column as it is read. */
type Row<T extends keyof Tables> = {
  [C in keyof Tables[T]]: Tables[T][C] extends { __select__: infer S } ? S : Tables[T][C]
}

/** What ingest leaves in the spool for events that happened when they say so and arrived at once. */
export function aSpooledBeacon(
  events: WireEvent[],
  changes: Partial<SpooledBeacon> = {},
): SpooledBeacon {
  return {
    beaconId: randomUUID(),
    siteId: 'acme-www',
    anonymousId: VISITOR,
    receivedAtMs: Math.max(NOON_MS, ...events.map(({ occurredAtMs }) => occurredAtMs)),
    userAgent: null,
    events: events.map((event) => ({ event, occurredAtMs: event.occurredAtMs })),
    failedEvents: [],
    ...changes,
  }
}
