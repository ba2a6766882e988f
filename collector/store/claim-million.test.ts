import { expect, inject, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { aSealedContent, ADA } from './test-outbox.js'
import { openTestStore, readAll } from './test-store.js'

const MILLION = 1_000_000
const LEASE_MS = 20_000
const HOT_LANE = 'email:hot@example.org'

/** Every tenth is of one person; of everybody else there are nine. What comes later in number happened earlier. */
function fillings(): string[] {
  const numbers = inject('postgres')
    ? `generate_series(1, ${MILLION}) AS numbers(n)`
    : `(WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${MILLION})
        SELECT n FROM numbers)`
  const content = JSON.stringify(aSealedContent())
  return [
    `INSERT INTO interactions (site_id, anonymous_id, session_id, kind, content_key, part, state, opened_at_ms,
        seal_due_at_ms, first_occurred_at_ms, content, gong_event_id, who, assurance, lane_key, pending_since_ms)
      SELECT 'acme-www', 'visitor', 'session', 'page viewed', 'page ' || n, 1, 'pending', 0, 0, ${NOON_MS} - n,
        '${content}', 'event ' || n, '${JSON.stringify(ADA)}', 'claimed',
        CASE WHEN n % 10 = 0 THEN '${HOT_LANE}' ELSE 'email:person-' || (n / 10) || '@example.org' END, 0
      FROM ${numbers}`,
    // Due in the order of what happened first in each; the hot one's is among the first.
    `INSERT INTO lanes (lane_key, due_at_ms, leased_until_ms, fence)
      SELECT lane_key, min(first_occurred_at_ms), 0, 0 FROM interactions GROUP BY lane_key`,
  ]
}

it('of a million pending, a tenth of them one person’s, claims give each due lane once, and the head of it', async () => {
  const { store, target, rows } = await openTestStore({ clock: () => NOON_MS })
  for (const filling of fillings()) await readAll(target, filling)
  const lanes = await rows('lanes')
  const due = lanes.sort((a, b) => Number(a.due_at_ms) - Number(b.due_at_ms))

  const claims = []
  for (let count = 0; count < 100; count++) {
    claims.push(
      await store.transaction((tx) =>
        tx.claim({ nowMs: NOON_MS, leaseMs: LEASE_MS, downTo: 'low' }),
      ),
    )
  }
  const claimed = claims.map((claim) => claim?.laneKey)
  expect(claimed).toEqual(due.slice(0, 100).map(({ lane_key }) => lane_key))
  const hot = claims.find((claim) => claim?.laneKey === HOT_LANE)
  expect(hot?.gongEventId).toBe(`event ${MILLION}`)
  expect(await store.readNextDue(NOON_MS)).toBe(due[100]?.due_at_ms)
}, 120_000)
