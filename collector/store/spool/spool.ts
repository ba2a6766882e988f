import { openSqliteFile } from '../driver.js'
import type { SpooledBeacon } from './spooled-beacon.js'

/** The accepting machine's own file: beacons rest here from before their 204 until the store has them. */
export interface Spool {
  /** Appends in one transaction. When this returns, the beacons survive a loss of power. */
  append(beacons: readonly string[]): void
  /** The oldest beacons in order of arrival, at most `limit`. */
  readOldest(limit: number): { seq: number; beacon: SpooledBeacon }[]
  /** Forgets beacons up to and including `seq`, once the store has them. */
  discardThrough(seq: number): void
  close(): void
}

/** Opens or creates the spool. Writer and forwarder each open their own, from threads of their own. */
export function openSpool(path: string): Spool {
  const file = openSqliteFile(path)
  file.exec(
    `CREATE TABLE IF NOT EXISTS beacons (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, -- order of arrival
      body TEXT NOT NULL                     -- a SpooledBeacon as JSON
    )`,
  )
  const insert = file.prepare('INSERT INTO beacons (body) VALUES (?)')
  const selectOldest = file.prepare('SELECT seq, body FROM beacons ORDER BY seq LIMIT ?')
  const remove = file.prepare('DELETE FROM beacons WHERE seq <= ?')
  const insertAll = file.transaction((beacons: readonly string[]) => {
    for (const beacon of beacons) insert.run(beacon)
  })

  return {
    append(beacons) {
      insertAll.immediate(beacons)
    },
    readOldest(limit) {
      const rows = selectOldest.all(limit) as { seq: number; body: string }[]
      // Trusted: only `append` writes here, and what it writes was checked at the edge.
      return rows.map(({ seq, body }) => ({ seq, beacon: JSON.parse(body) as SpooledBeacon }))
    },
    discardThrough(seq) {
      remove.run(seq)
    },
    close() {
      file.close()
    },
  }
}
