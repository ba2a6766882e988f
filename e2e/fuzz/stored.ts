import { join } from 'node:path'
import LibsqlDatabase from 'libsql'

/** The driver's file, which may be another process's at the same time. */
type File = InstanceType<typeof LibsqlDatabase>

/** For a moment in which the collector writes. */
const BUSY_TIMEOUT_MS = 5000

/** Whether every beacon has left the spool and every event has been through the stages. */
export function isWorkedOff(dataDir: string): boolean {
  const waiting = (file: File, from: string): boolean =>
    file.prepare(`SELECT 1 FROM ${from} LIMIT 1`).pluck().all().length > 0
  return (
    !within(dataDir, 'spool.db', (file) => waiting(file, 'beacons')) &&
    !within(dataDir, 'store.db', (file) =>
      ['received', 'stitched'].some((stage) => waiting(file, `events WHERE stage = '${stage}'`)),
    )
  )
}

/** How far an event has come in the store; null while it is not there. */
export function stageOf(dataDir: string, eventId: string): string | null {
  return within(dataDir, 'store.db', (file) => {
    const select = file.prepare('SELECT stage FROM events WHERE event_id = ?').pluck()
    const [stage = null] = select.all(eventId) as string[] // One text column a row.
    return stage
  })
}

/** The ids of all events on disk, as often as they are there, in spool and store. */
export function readEventIds(dataDir: string): string[] {
  const ids = (name: string, query: string): string[] =>
    // One text column a row.
    within(dataDir, name, (file) => file.prepare(query).pluck().all() as string[])
  return [
    ...ids('store.db', 'SELECT event_id FROM events'),
    ...ids(
      'spool.db',
      `SELECT json_extract(event.value, '$.event.eventId')
      FROM beacons, json_each(beacons.body, '$.events') AS event`,
    ),
  ]
}

/** Calls back with each text in a table, as bytes: the driver ends the process over one that is not UTF-8. */
export function readTexts(
  { dataDir, table }: { dataDir: string; table: string },
  onText: (bytes: Buffer, column: string) => void,
): void {
  within(dataDir, 'store.db', (file) => {
    const columns = file
      .prepare(`SELECT name FROM pragma_table_info('${table}') WHERE lower(type) = 'text'`)
      .pluck()
      .all() as string[]
    const selected = columns.map((column) => `CAST(${column} AS BLOB)`).join()
    const rows = file.prepare(`SELECT ${selected} FROM ${table}`).raw().iterate()
    for (const row of rows as Iterable<(ArrayBuffer | null)[]>) {
      for (const [index, bytes] of row.entries()) {
        if (bytes) onText(Buffer.from(bytes), columns[index] ?? '')
      }
    }
  })
}

function within<T>(dataDir: string, name: string, work: (file: File) => T): T {
  const file = new LibsqlDatabase(join(dataDir, name))
  try {
    file.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    return work(file)
  } finally {
    file.close()
  }
}
