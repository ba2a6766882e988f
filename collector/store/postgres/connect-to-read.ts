import { Kysely, PostgresDialect } from 'kysely'
import type { ReadConnection } from '../read-connection.js'
import type { Tables } from '../tables.js'
import { createPool } from './create-pool.js'
import { migrations } from './migrations.js'

/** Connects to the store in PostgreSQL to read only, once it is asked. */
export function connectToRead(url: string): ReadConnection {
  // A connection that breaks is a fault of whoever was using it, and told there.
  const pool = createPool(url, { onError: () => undefined })
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { db, migrations: Object.keys(migrations) }
}
