import { Kysely, PostgresDialect } from 'kysely'
import type { Connection } from '../engine.js'
import { migrate } from '../migrate.js'
import type { StoreOptions } from '../store.js'
import type { Tables } from '../tables.js'
import { createEngine } from './create-engine.js'
import { createPool } from './create-pool.js'
import { migrations } from './migrations.js'

/**
 * Connects to PostgreSQL 13 or newer and brings the tables up to date: of processes that start together one does, the
 * others wait. Times are the database's unless `clock` is given; `onQuery` sees each statement.
 */
export async function connect(
  url: string,
  { clock, answerWithinMs, onQuery = () => {} }: StoreOptions,
): Promise<Connection> {
  // A connection that breaks is a fault of whoever was using it, and told there.
  const pool = createPool(url, { onError: () => undefined, answerWithinMs })
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log: onQuery })
  try {
    await migrate(db, migrations)
  } catch (cause) {
    await db.destroy()
    throw cause
  }
  return { db, engine: createEngine(clock) }
}
