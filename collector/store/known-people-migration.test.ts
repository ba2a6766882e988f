import { Kysely, PostgresDialect, sql, SqliteDialect, type Migration } from 'kysely'
import { expect, it } from 'vitest'
import { isPostgresUrl } from '../lib/postgres-url.js'
import { openSqliteFile } from './driver.js'
import { migrate } from './migrate.js'
import { createPool } from './postgres/create-pool.js'
import { migrations as ofPostgres } from './postgres/migrations.js'
import { migrations as ofSqlite } from './sqlite/migrations.js'
import { openStore } from './store.js'
import type { Tables } from './tables.js'
import { newTarget, readAll } from './test-store.js'

/** A store as it was before what is told of a browser had times of its own. */
async function openEarlier(target: string): Promise<Kysely<Tables>> {
  const isPostgres = isPostgresUrl(target)
  const dialect = isPostgres
    ? new PostgresDialect({ pool: createPool(target, { onError: () => undefined }) })
    : new SqliteDialect({ database: openSqliteFile(target) })
  const db = new Kysely<Tables>({ dialect })
  const [all, last] = isPostgres ? [ofPostgres, '0004_told'] : [ofSqlite, '0005_told']
  const earlier = Object.entries(all).filter(([name]) => name < last)
  await migrate(db, Object.fromEntries<Migration>(earlier))
  return db
}

it('what an earlier version was told keeps its times', async () => {
  const target = await newTarget({ empty: true })
  const earlier = await openEarlier(target)
  for (const whoKey of ['tracking:t', 'visitor:v']) {
    await sql`insert into known_people (site_id, who_key, person, person_key, told_at_ms)
      values ('s', ${whoKey}, '{}', 'email:a', 7)`.execute(earlier)
  }
  await sql`insert into identity_facts values
    ('s', 'v', 'told', 'one', 'email:a', 3, 7),
    ('s', 'v', 'told', 'two', 'email:b', 5, 5),
    ('s', 'v', 'other', 'one', 'email:a', 3, 7)`.execute(earlier)
  await earlier.destroy()
  await (await openStore(target)).close()
  const known = await readAll(target, 'SELECT who_key, at_ms FROM known_people ORDER BY 1')
  expect(known).toEqual([
    { who_key: 'tracking:t', at_ms: 0 },
    { who_key: 'visitor:v', at_ms: 7 },
  ])
  const facts = await readAll(
    target,
    'SELECT session_id, fact, first_ms, last_ms FROM identity_facts ORDER BY 1',
  )
  expect(facts).toEqual([
    { session_id: 'other', fact: 'one', first_ms: 3, last_ms: 7 },
    { session_id: 'told 3', fact: 'one', first_ms: 3, last_ms: 3 },
    { session_id: 'told 5', fact: 'two', first_ms: 5, last_ms: 5 },
    { session_id: 'told 7', fact: 'one', first_ms: 7, last_ms: 7 },
  ])
})
