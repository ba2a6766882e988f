import { existsSync } from 'node:fs'
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely'
import { openSqliteFile, type SqliteFile } from '../driver.js'
import { StoreAbsent, type ReadConnection } from '../read-connection.js'
import type { Tables } from '../tables.js'
import { migrations } from './migrations.js'

/**
 * Opens the store in an SQLite file to be read only, also while a collector writes to it. Throws StoreAbsent when there
 * is none, and makes none.
 */
export function connectToRead(path: string): ReadConnection {
  // To open it would make it.
  if (!existsSync(path)) throw new StoreAbsent(`there is no store at ${path}`)
  const file = openSqliteFile(path)
  file.pragma('query_only = ON')
  const dialect = new SqliteDialect({ database: asDatabase(file) })
  return { db: new Kysely<Tables>({ dialect }), migrations: Object.keys(migrations) }
}

/** Unlike where it is written, a transaction takes no lock. A statement is prepared once, as it is there. */
function asDatabase(file: SqliteFile): SqliteDatabase {
  const statements = new Map<string, ReturnType<SqliteFile['prepare']>>()
  const prepare = (sql: string) => {
    const statement = statements.get(sql) ?? file.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  return { prepare, close: () => file.close() }
}
