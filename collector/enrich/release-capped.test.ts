import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { openSqliteFile } from '../store/driver.js'
import { openStore } from '../store/store.js'
import { temporaryFolder } from '../store/test-store.js'
import { createCapRelease } from './release-capped.js'

/* Leaves out: what is released and when, which self-reported-once.test.ts covers over both databases. */

const DAY_MS = 24 * 60 * 60 * 1000
const WAITING = 20_000
const LANE = 'email:x@example.org'

it('of a lane in which a great deal waits no more is read than there is room for', async () => {
  const path = join(temporaryFolder(), 'capped.db')
  const statements: { sql: string; parameters: readonly unknown[] }[] = []
  const store = await openStore(path, {
    clock: () => NOON_MS,
    onQuery: ({ query: { sql, parameters } }) => statements.push({ sql, parameters }),
  })
  const file = openSqliteFile(path)
  onTestFinished(async () => {
    file.close()
    await store.close()
  })
  const columns = `site_id, anonymous_id, session_id, kind, content_key, part, state, opened_at_ms, seal_due_at_ms,
    first_occurred_at_ms, content, gong_event_id, assurance, lane_key, reason, pending_since_ms`
  file.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${WAITING})
    INSERT INTO interactions (${columns})
      SELECT 'acme-www', i / 500, 's', 'custom event', i, 1, 'held', 0, 0, ${NOON_MS} - i, '{}', i, 'claimed', '${LANE}',
        'person_cap', NULL FROM n;
    INSERT INTO interactions (${columns})
      VALUES ('acme-www', 'z', 's', 'custom event', 'z', 1, 'delivered', 0, 0, 0, '{}', 'z', 'claimed', '${LANE}',
        NULL, ${NOON_MS - DAY_MS - 5})`)
  const selfReported = { perPersonPerDay: 50, perDay: { self_reported_share: 9, tracked_share: 9 } }
  statements.length = 0
  const releaseCapped = createCapRelease({ store, selfReported, hold: { days: 30 } })
  expect(await releaseCapped()).toBe(50)

  const asked = await store.readAsked(100)
  const first = Array.from({ length: 50 }, (_, index) => NOON_MS - WAITING + index)
  expect(asked.map(({ firstOccurredAtMs }) => firstOccurredAtMs).sort()).toEqual(first)
  const reads = statements.filter(({ sql }) => sql.includes("'person_cap'"))
  expect(reads).not.toEqual([])
  for (const { sql, parameters } of reads) {
    const plan = file.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as {
      detail: string
    }[]
    expect(plan.map(({ detail }) => detail)).toEqual([
      'SEARCH interactions USING COVERING INDEX interactions_capped (lane_key=? AND priority=?)',
    ])
  }
})
