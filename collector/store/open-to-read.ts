import { sql, type Kysely } from 'kysely'
import { explainIdentityVerbs } from './explain-identity.js'
import { explainVerbs } from './explain.js'
import { connectToRead as connectToPostgres } from './postgres/connect-to-read.js'
import { StoreAbsent, type ReadConnection } from './read-connection.js'
import { replayVerbs } from './replay.js'
import { connectToRead as connectToSqlite } from './sqlite/connect-to-read.js'
import { isPostgresUrl } from '../lib/postgres-url.js'
import type { Tables } from './tables.js'

/** What can be asked of a store without changing it. */
export type ReadVerbs = ReturnType<typeof verbsOver>

export interface StoreToRead {
  /** All that `work` asks is of one moment, whatever a collector writes meanwhile. */
  read<T>(work: (verbs: ReadVerbs) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Opens a store that is there, by its `postgres://` address or the path of its file, while collectors may run on it.
 * Makes none, changes nothing and needs no lock. Throws StoreAbsent when there is none, or an older one than this
 * program reads.
 */
export async function openToRead(target: string): Promise<StoreToRead> {
  const connection = isPostgresUrl(target) ? connectToPostgres(target) : connectToSqlite(target)
  const { db } = connection
  try {
    await assertUpToDate(connection)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    read: (work) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((trx) => work(verbsOver(trx))),
    close: () => db.destroy(),
  }
}

function verbsOver(db: Kysely<Tables>) {
  return { ...explainVerbs(db), ...explainIdentityVerbs(db), ...replayVerbs(db) }
}

async function assertUpToDate({ db, migrations }: ReadConnection): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) {
    throw new StoreAbsent('no collector has made its tables there yet: start one first')
  }
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const done = new Set(rows.map(({ name }) => name))
  if (migrations.every((name) => done.has(name))) return
  throw new StoreAbsent(
    'the store is of an earlier version: start the collector of this version, which brings it up to date',
  )
}
