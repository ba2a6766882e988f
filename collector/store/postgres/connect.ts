import { Kysely, PostgresDialect, sql } from 'kysely'
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
    await assertDurable(db)
    await migrate(db, migrations)
  } catch (cause) {
    await db.destroy()
    throw cause
  }
  return { db, engine: createEngine(clock) }
}

/** What is acknowledged is told to the spool, which then forgets it: a commit must not return before it is on disk. */
async function assertDurable(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ commit: string; encoding: string }>`
    select current_setting('synchronous_commit') as commit, current_setting('server_encoding') as encoding
  `.execute(db)
  if (rows[0]?.commit === 'off') {
    throw new Error(
      'DATABASE_URL: synchronous_commit is off, so a commit would not be durable: set it to on for this user',
    )
  }
  if (rows[0]?.encoding !== 'UTF8') {
    throw new Error(
      `DATABASE_URL: the database's encoding is ${rows[0]?.encoding}, which cannot hold all that pages send: make one with UTF8`,
    )
  }
}
