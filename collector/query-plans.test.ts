import { join } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../wire/test-data.js'
import { deliverOnce } from './deliver/deliver-once.js'
import { ACCEPTED } from './gong/test-gong.js'
import { relieveOnce } from './housekeeping.js'
import { openSqliteFile } from './store/driver.js'
import { stageLagVerbs } from './store/stage-lag.js'
import { openStore } from './store/store.js'
import type { Tables } from './store/tables.js'
import { aLink, TOKEN, toldOf } from './store/test-links.js'
import { aSpooledBeacon, temporaryFolder } from './store/test-store.js'
import { openTestPipeline, QUIET_MS } from './test-pipeline.js'

/**
 * What may be read from end to end: rows that the statement itself brings, tables of one row, and the partial indexes
 * of what is still to be done. A scan through any other index is one of a table that grows for ever.
 */
const HARMLESS_SCAN =
  /CONSTANT ROW|^SCAN (v|destination|installation)$|USING (COVERING )?INDEX (events_received|events_stitched|interactions_open|interactions_sealed|interactions_of_lane|interactions_waiting)$/

/** What may be sorted after it was read: the little that one interaction, visitor or person has, and a day's calls. */
const HARMLESS_SORT =
  /USING (COVERING )?INDEX (events_of_interaction|aliases_of_visitor|identity_facts_of_person|interactions_ever_of_lane|permits_taken|sqlite_autoindex_interactions_2) /

it('no statement of the stages reads through a whole table', async () => {
  const test = await openTestPipeline({ status: 503 }, ACCEPTED)
  const { append, stages, deliverDeps, turn } = test
  const path = join(temporaryFolder(), 'plans.db')
  // With the values that were bound: by them SQLite chooses a partial index.
  const statements = new Map<string, { sql: string; values: readonly unknown[] }>()
  const store = await openStore(path, {
    clock: test.nowMs,
    onQuery: ({ query: { sql, parameters: values } }) =>
      statements.set(JSON.stringify([sql, values]), { sql, values }),
  })
  onTestFinished(() => store.close())
  statements.clear() // What the migrations do once may scan.

  const later = { occurredAtMs: NOON_MS + 1000 }
  append(aSpooledBeacon([anEvent('page_view'), anEvent('page_leave', later)]))
  append(aSpooledBeacon([anEvent('video_progress')], { anonymousId: '0'.repeat(32) }))
  await stages.forward(store)
  await stages.stitch(store)
  await stages.fold(store)
  turn(QUIET_MS)
  await stages.seal(store)
  await stages.assign(store)
  append(aSpooledBeacon([anEvent('identify', { person: { email: 'ada@example.org' }, ...later })]))
  await store.makeLinks([aLink()])
  await store.keepKnownPeople([toldOf('tracking:t'), toldOf(`visitor:${'9'.repeat(32)}`)])
  append(aSpooledBeacon([anEvent('click', { linkToken: TOKEN, trackingId: 't', ...later })]))
  await stages.forward(store)
  await stages.stitch(store)
  await stages.assign(store)
  expect(await store.countPending(10)).toBe(1)
  expect(await deliverOnce({ ...deliverDeps(), store })).toEqual({ kind: 'again' })
  turn(2000)
  expect(await deliverOnce({ ...deliverDeps(), store })).toEqual({ kind: 'again' })
  expect(await deliverOnce({ ...deliverDeps(), store })).toEqual({ kind: 'wait', untilMs: null })
  await store.shedHeld({ beforeMs: NOON_MS, limit: 9 }, NOON_MS)
  await store.forgetOldPermits(NOON_MS)
  await store.removeDrops(NOON_MS, 9)
  await store.removeKnownPeople(NOON_MS, 9)
  const { budget, credential, logger } = deliverDeps()
  const spent = { ...budget, parts: { high: 9, normal: 0, low: 0 } }
  const { signal } = new AbortController()
  await relieveOnce({ store, budget: spent, credential, logger, signal })
  await store.erase({ kind: 'person', whoKey: 'email:ada@example.org' }, NOON_MS)

  const file = openSqliteFile(path)
  onTestFinished(() => void file.close())
  const faults = [...statements.values()].flatMap(({ sql, values }) => {
    if (!/^\s*(select|insert|update|delete)/.test(sql)) return []
    const rows = file.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]
    return faultsOf(rows.map(({ detail }) => detail)).map((detail) => `${detail}: ${sql}`)
  })
  expect(faults).toEqual([])
  expect(new Set([...statements.values()].map(({ sql }) => sql)).size).toBeGreaterThan(20)
})

it('how far each stage lags is read by the first row of an index of its own', async () => {
  const path = join(temporaryFolder(), 'plans.db')
  await (await openStore(path)).close()
  const file = openSqliteFile(path)
  const database = {
    prepare: (sql: string) => file.prepare(sql),
    close: () => void file.close(),
  }
  const plans: string[] = []
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database }),
    log: ({ query: { sql, parameters } }) => {
      const rows = file.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as {
        detail: string
      }[]
      plans.push(...rows.map(({ detail }) => detail))
    },
  })
  onTestFinished(() => db.destroy())
  await stageLagVerbs(db).readStageLag(NOON_MS)
  expect(plans).toEqual([
    'SEARCH interactions USING COVERING INDEX interactions_open (seal_due_at_ms<?)',
    'SCAN interactions USING INDEX interactions_sealed',
    'SCAN events USING INDEX events_received',
    'SCAN events USING INDEX events_stitched',
  ])
})

it('a scan through an index of all rows and a sort of many are faults', () => {
  const scan = 'SCAN events USING COVERING INDEX sqlite_autoindex_events_1'
  const sort = 'USE TEMP B-TREE FOR ORDER BY'
  expect(faultsOf([scan])).toEqual([scan])
  expect(faultsOf(['SCAN events'])).toEqual(['SCAN events'])
  expect(faultsOf(['SEARCH lanes USING INDEX lanes_due (due_at_ms<?)', sort])).toEqual([sort])
})

function faultsOf(plan: string[]): string[] {
  const maySort = plan.some((detail) => HARMLESS_SORT.test(detail))
  return plan.filter(
    (detail) =>
      (detail.startsWith('SCAN') && !HARMLESS_SCAN.test(detail)) ||
      (detail.startsWith('USE TEMP B-TREE') && !maySort),
  )
}
