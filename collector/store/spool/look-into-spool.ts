import { existsSync } from 'node:fs'
import { openSqliteFile } from '../driver.js'

/** What rests in a machine's spool, on its way into the store. */
export interface SpoolLook {
  beacons: number
  /** When the oldest of them was received; null of an empty spool, or where its row is unreadable. */
  oldestReceivedAtMs: number | null
  /** Whether the text that was looked for stands in one of the oldest hundred thousand. */
  holdsText: boolean
}

const MAX_BEACONS_SEARCHED = 100_000

/** Looks into a spool without changing it, also while a collector writes to it. Null when there is none. */
export function lookIntoSpool(path: string, text: string): SpoolLook | null {
  // To open it would make it.
  if (!existsSync(path)) return null
  const file = openSqliteFile(path)
  try {
    file.pragma('query_only = ON')
    const [range] = file
      .prepare('SELECT min(seq) AS first, max(seq) AS last FROM beacons')
      .all() as {
      first: number | null
      last: number | null
    }[]
    const first = range?.first ?? null
    const last = range?.last ?? null
    if (first === null || last === null) {
      return { beacons: 0, oldestReceivedAtMs: null, holdsText: false }
    }
    // As bytes: the driver ends the whole process over a text that is not UTF-8.
    const [oldest] = file
      .prepare('SELECT CAST(body AS BLOB) AS body FROM beacons WHERE seq = ?')
      .all(first) as { body: ArrayBuffer }[]
    const found = file
      .prepare(
        `SELECT seq FROM beacons WHERE seq < ? AND instr(CAST(body AS BLOB), CAST(? AS BLOB)) > 0 LIMIT 1`,
      )
      .all(first + MAX_BEACONS_SEARCHED, text)
    return {
      // They are forgotten from the oldest on, so their numbers have no gaps.
      beacons: last - first + 1,
      oldestReceivedAtMs: oldest ? receivedAtMs(Buffer.from(oldest.body).toString()) : null,
      holdsText: found.length > 0,
    }
  } finally {
    file.close()
  }
}

function receivedAtMs(text: string): number | null {
  try {
    const beacon = JSON.parse(text) as { receivedAtMs?: unknown } | null
    return typeof beacon?.receivedAtMs === 'number' ? beacon.receivedAtMs : null
  } catch {
    // Damage: the forwarder will say so, and keeps what it was.
    return null
  }
}
