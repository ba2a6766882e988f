import { sql } from 'kysely'
import { lookAtStore, type StoreLook } from '../doctor/look-at-store.js'
import { isPostgresUrl } from '../lib/postgres-url.js'
import { connectToRead as connectToPostgres } from '../store/postgres/connect-to-read.js'
import { migrations as postgresMigrations } from '../store/postgres/migrations.js'
import { connectToRead as connectToSqlite } from '../store/sqlite/connect-to-read.js'
import { migrations as sqliteMigrations } from '../store/sqlite/migrations.js'
import { openStore } from '../store/store.js'

/** How far a store has come, by the names of migrations in their order. */
export interface MigrationState {
  state: StoreLook['kind']
  /** Why no collector starts on it; null of one that is fit. */
  why: string | null
  done: string[]
  pending: string[]
}

/** Changes nothing, also while collectors run. Throws when the database cannot be reached. */
export async function readMigrations(target: string): Promise<MigrationState> {
  const isPostgres = isPostgresUrl(target)
  const all = Object.keys(isPostgres ? postgresMigrations : sqliteMigrations)
  const look = await lookAtStore(target)
  const why = look.kind === 'unfit' ? look.why : null
  if (look.kind === 'absent' || look.kind === 'unfit') {
    return { state: look.kind, why, done: [], pending: all }
  }
  const { db } = isPostgres ? connectToPostgres(target) : connectToSqlite(target)
  try {
    const { rows } = await sql<{ name: string }>`
      select name from kysely_migration order by name
    `.execute(db)
    const done = rows.map(({ name }) => name)
    return { state: look.kind, why, done, pending: all.filter((name) => !done.includes(name)) }
  } finally {
    await db.destroy()
  }
}

/**
 * Makes the store's tables or brings them up to date, in one transaction: whole or not at all. Of several that begin at
 * once one does it and the others wait, as do the writes of collectors that run. Returns which migrations ran, by whomever.
 * A store of a later version, or one that no collector starts on, is left as it is.
 */
export async function migrateStore(
  target: string,
): Promise<{ before: MigrationState; after: MigrationState; ran: string[] }> {
  const before = await readMigrations(target)
  if (before.state === 'later' || before.state === 'unfit')
    return { before, after: before, ran: [] }
  const store = await openStore(target)
  await store.close()
  const after = await readMigrations(target)
  return { before, after, ran: before.pending.filter((name) => after.done.includes(name)) }
}
