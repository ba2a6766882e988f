import { sql, type Kysely } from 'kysely'
import { isPostgresUrl } from '../lib/postgres-url.js'
import { connectToRead as connectToPostgres } from '../store/postgres/connect-to-read.js'
import { StoreAbsent } from '../store/read-connection.js'
import { connectToRead as connectToSqlite } from '../store/sqlite/connect-to-read.js'
import type { Tables } from '../store/tables.js'

/** What there is where the store should be. */
export type StoreLook =
  /** `server`: the database's name and version. */
  | { kind: 'ready'; server: string; migrations: number }
  /** No collector has run there yet. */
  | { kind: 'absent' }
  /** A collector of this version brings it up to date. */
  | { kind: 'earlier' }
  | { kind: 'later' }
  /** The database is there, and no collector would start on it. */
  | { kind: 'unfit'; why: string }

/** PostgreSQL 13, as a number of its own. */
const MIN_SERVER_VERSION = 130_000

/** Looks at a store without changing it, also while collectors run on it. Throws when it cannot be reached. */
export async function lookAtStore(target: string): Promise<StoreLook> {
  const isPostgres = isPostgresUrl(target)
  try {
    const { db, migrations } = isPostgres ? connectToPostgres(target) : connectToSqlite(target)
    try {
      const server = isPostgres ? await readServer(db) : { name: 'SQLite', why: null }
      if (server.why !== null) return { kind: 'unfit', why: server.why }
      return await readMigrations(db, { migrations, server: server.name })
    } finally {
      await db.destroy()
    }
  } catch (error) {
    if (error instanceof StoreAbsent) return { kind: 'absent' }
    throw error
  }
}

async function readMigrations(
  db: Kysely<Tables>,
  { migrations, server }: { migrations: string[]; server: string },
): Promise<StoreLook> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return { kind: 'absent' }
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const done = rows.map(({ name }) => name)
  if (done.some((name) => !migrations.includes(name))) return { kind: 'later' }
  return done.length < migrations.length
    ? { kind: 'earlier' }
    : { kind: 'ready', server, migrations: done.length }
}

async function readServer(db: Kysely<Tables>): Promise<{ name: string; why: string | null }> {
  const { rows } = await sql<{ version: string; number: string; commit: string; encoding: string }>`
    select
      current_setting('server_version') as version,
      current_setting('server_version_num') as number,
      current_setting('synchronous_commit') as commit,
      current_setting('server_encoding') as encoding
  `.execute(db)
  const [{ version = '', number = '0', commit = '', encoding = '' } = {}] = rows
  const name = `PostgreSQL ${version}`
  if (Number(number) < MIN_SERVER_VERSION) return { name, why: `${name} is older than 13` }
  if (commit === 'off') return { name, why: 'synchronous_commit is off: it must be on' }
  if (encoding !== 'UTF8') return { name, why: `its encoding is ${encoding}: it must be UTF8` }
  return { name, why: null }
}
