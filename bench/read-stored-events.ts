import { join } from 'node:path'
import LibsqlDatabase from 'libsql'

/** The ids of the events on disk, each place's as often as they are there. */
export interface StoredEvents {
  inSpool: string[]
  inStore: string[]
}

/** Reads a stopped collector's files. */
export function readStoredEvents(dataDir: string): StoredEvents {
  return {
    inSpool: readIds(
      join(dataDir, 'spool.db'),
      `SELECT json_extract(event.value, '$.event.eventId')
      FROM beacons, json_each(beacons.body, '$.events') AS event`,
    ),
    inStore: readIds(join(dataDir, 'store.db'), 'SELECT event_id FROM events'),
  }
}

function readIds(path: string, query: string): string[] {
  const file = new LibsqlDatabase(path)
  try {
    // One text column a row, by the queries above.
    const rows = file.prepare(query).raw().all() as [string][]
    return rows.map(([id]) => id)
  } finally {
    file.close()
  }
}
