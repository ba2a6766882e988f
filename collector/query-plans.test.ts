import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../wire/test-data.js'
import { deliverOnce } from './deliver/deliver-once.js'
import { ACCEPTED } from './gong/test-gong.js'
import { openSqliteFile } from './store/driver.js'
import { openStore } from './store/store.js'
import { aSpooledBeacon, temporaryFolder } from './store/test-store.js'
import { openTestPipeline, QUIET_MS } from './test-pipeline.js'

/** Through an index, of rows that the statement itself brings, or of tables of one row. */
const HARMLESS = /USING|CONSTANT ROW|^SCAN (destination|installation)$/

it('no statement of the stages reads through a whole table', async () => {
  const path = join(temporaryFolder(), 'plans.db')
  // With the values that were bound: by them SQLite chooses a partial index.
  const statements = new Map<string, readonly unknown[]>()
  const store = await openStore(path, ({ query }) => statements.set(query.sql, query.parameters))
  onTestFinished(() => store.close())
  statements.clear() // What the migrations do once may scan.

  const { append, stages, deliverDeps, turn } = await openTestPipeline(ACCEPTED)
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
  await stages.forward(store)
  await stages.stitch(store)
  await stages.assign(store)
  expect(await deliverOnce({ ...deliverDeps(), store })).toEqual({ kind: 'again' })
  expect(await deliverOnce({ ...deliverDeps(), store })).toEqual({ kind: 'wait', untilMs: null })
  await store.shedHeld(NOON_MS, NOON_MS)
  await store.forgetOldPermits(NOON_MS)

  const file = openSqliteFile(path)
  onTestFinished(() => void file.close())
  const scans = [...statements].flatMap(([sql, values]) => {
    if (!/^(select|insert|update|delete)/.test(sql)) return []
    const plan = file.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]
    return plan.filter(({ detail }) => isScan(detail)).map(({ detail }) => `${detail}: ${sql}`)
  })
  expect(scans).toEqual([])
  expect(statements.size).toBeGreaterThan(20)
})

function isScan(detail: string): boolean {
  return detail.startsWith('SCAN') && !HARMLESS.test(detail)
}
