import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely'
import type { Clock } from '../../lib/clock.js'
import { openSqliteFile, type SqliteFile } from '../driver.js'
import type { Connection } from '../engine.js'
import { migrate } from '../migrate.js'
import type { StoreOptions } from '../store.js'
import type { Tables } from '../tables.js'
import { createEngine } from './create-engine.js'
import { migrations } from './migrations.js'

/**
 * Opens or creates the store in one SQLite file and brings its tables up to date: one process at a time, the others
 * wait. `onQuery` sees each statement.
 */
export async function connect(
  path: string,
  { clock, onQuery = () => {} }: StoreOptions & { clock: Clock },
): Promise<Connection> {
  const file = openSqliteFile(path)
  const dialect = new SqliteDialect({ database: asDatabase(file) })
  const db = new Kysely<Tables>({ dialect, log: onQuery })
  try {
    file.exec('BEGIN IMMEDIATE')
    await migrate(db, migrations)
    file.exec('COMMIT')
  } catch (cause) {
    await db.destroy()
    throw new Error(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
  return { db, engine: createEngine(clock) }
}

/**
 * The driver's types name better-sqlite3's overloads; its statements have the four members that Kysely uses.
 * A transaction takes its lock at once: one that began by reading could not wait for another process's write.
 * https://www.sqlite.org/lang_transaction.html
 */
function asDatabase(file: SqliteFile): SqliteDatabase {
  const database = {
    prepare: (sql: string) => file.prepare(amend(sql, file)),
    close: () => file.close(),
  }
  return database
}

/** A statement that fails for want of room has been rolled back with its transaction: its error must not be hidden. */
function amend(sql: string, file: SqliteFile): string {
  if (sql === 'rollback' && !file.inTransaction) return 'select 1 where false'
  return sql === 'begin' ? 'begin immediate' : sql
}
