import { openSqliteFile, writeTogether, type SqliteFile } from './driver.js'
import type { IdentityTable, RawRow } from './replay.js'

/** Of the interactions of a replay, by what they came to. */
export interface ReplayedRow {
  state: string
  priority: string
  reason: string | null
  assurance: string | null
  /** Days since the epoch, in UTC, at which it was ready to be sent; null when it never was. */
  day: number | null
  interactions: number
}

/** The store's file in which a replay runs, beside the connection of the stages. */
export interface ReplayFile {
  /** Writes rows as they were in another store. */
  copyRows(table: IdentityTable, rows: readonly RawRow[]): void
  /** Leaves what was known of visitors who had said who they are by `beforeMs`, as of then. */
  forgetAfter(beforeMs: number): void
  /** What came of it; what was ready only after `endMs`, since the clock was turned on, counts as of then. */
  tally(endMs: number): { interactions: ReplayedRow[]; untold: Untold[]; people: number }
  close(): void
}

interface Untold {
  reason: string
  events: number
}

const DAY_MS = 24 * 60 * 60 * 1000

export function openReplayFile(path: string): ReplayFile {
  const file = openSqliteFile(path)
  return {
    copyRows: (table, rows) => writeTogether(file, () => rows.forEach(insertInto(file, table))),
    forgetAfter(beforeMs) {
      writeTogether(file, () => {
        file.prepare('DELETE FROM link_visitors WHERE first_ms >= ?').run(beforeMs)
        file.prepare('DELETE FROM identity_facts WHERE first_ms >= ?').run(beforeMs)
        file.prepare('UPDATE identity_facts SET last_ms = min(last_ms, ?)').run(beforeMs)
        file.prepare('DELETE FROM aliases WHERE since_ms >= ?').run(beforeMs)
        file.prepare('UPDATE aliases SET until_ms = NULL WHERE until_ms >= ?').run(beforeMs)
        file.exec(
          `DELETE FROM aliases WHERE NOT EXISTS (SELECT 1 FROM identity_facts AS fact
            WHERE fact.site_id = aliases.site_id AND fact.anonymous_id = aliases.anonymous_id)`,
        )
        // To be heard anew, by the stages.
        file.exec(`UPDATE known_people SET stage = 'told', heard_to = ''`)
      })
    },
    tally(endMs) {
      const interactions = file
        .prepare(
          `SELECT state, priority, reason, assurance, CAST(min(pending_since_ms, ?) / ${DAY_MS} AS INTEGER) AS day,
              count(*) AS interactions
            FROM interactions GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
        )
        .all(endMs) as ReplayedRow[]
      const untold = file
        .prepare(
          `SELECT unfolded_reason AS reason, count(*) AS events
            FROM events WHERE unfolded_reason IS NOT NULL GROUP BY 1 ORDER BY 1`,
        )
        .all() as Untold[]
      const [row] = file
        .prepare(
          `SELECT count(DISTINCT lane_key) AS people FROM interactions WHERE state = 'pending'`,
        )
        .all() as { people: number }[]
      return { interactions, untold, people: row?.people ?? 0 }
    },
    close: () => void file.close(),
  }
}

function insertInto(file: SqliteFile, table: IdentityTable): (row: RawRow) => void {
  const statements = new Map<string, ReturnType<SqliteFile['prepare']>>()
  return (row) => {
    const columns = Object.keys(row).join(', ')
    const places = Object.keys(row).map(() => '?')
    const sql = `INSERT INTO ${table} (${columns}) VALUES (${places.join(', ')})`
    const statement = statements.get(sql) ?? file.prepare(sql)
    statements.set(sql, statement)
    statement.run(...Object.values(row))
  }
}
