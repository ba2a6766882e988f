import { Kysely, Migrator, SqliteDialect, type LogEvent, type SqliteDatabase } from 'kysely'
import { openSqliteFile } from '../driver.js'
import type { Tables } from '../tables.js'
import { migrations } from './migrations.js'

/** Opens or creates the store in one SQLite file and brings its tables up to date. `onQuery` sees each statement. */
export async function connectSqlite(
  path: string,
  onQuery: (event: LogEvent) => void = () => {},
): Promise<Kysely<Tables>> {
  const file = openSqliteFile(path)
  // The driver's types name better-sqlite3's overloads; its statements have the four members that Kysely uses.
  const database = file as unknown as SqliteDatabase
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }), log: onQuery })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) {
    await db.destroy()
    throw new Error(`${path}: the store could not be brought up to date`, { cause: error })
  }
  return db
}
