import { LRUCache } from 'lru-cache'
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
    // What is removed names people: nothing of it stays in pages that are free, nor of what moved within others.
    // https://www.sqlite.org/pragma.html#pragma_secure_delete
    file.pragma('secure_delete = ON')
    file.exec('BEGIN IMMEDIATE')
    await migrate(db, migrations)
    file.exec('COMMIT')
  } catch (cause) {
    await db.destroy()
    throw new Error(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
  return { db, engine: createEngine(clock) }
}

/** More than there are statements of the store in all their lengths. */
const MAX_STATEMENTS = 500

/**
 * The driver's types name better-sqlite3's overloads; its statements have the four members that Kysely uses.
 * A transaction takes its lock at once: one that began by reading could not wait for another process's write
 * (https://www.sqlite.org/lang_transaction.html). A statement is prepared once and kept: what it holds is invisible to
 * the garbage collector, which would let hundreds of megabytes of them gather.
 */
function asDatabase(file: SqliteFile): SqliteDatabase {
  const statements = new LRUCache<string, Statement>({ max: MAX_STATEMENTS })
  const prepare = (sql: string): Statement => {
    // It fails by rolling back already when there is no room: that error must not be hidden by another.
    if (sql === 'rollback' && !file.inTransaction) return file.prepare('select 1 where false')
    const kept = statements.get(sql)
    if (kept) return kept
    const statement = file.prepare(sql === 'begin' ? 'begin immediate' : sql)
    statements.set(sql, statement)
    return statement
  }
  return { prepare, close: () => file.close() }
}

type Statement = ReturnType<SqliteFile['prepare']>
