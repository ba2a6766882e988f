import { isPostgresUrl } from '../collector/lib/postgres-url.js'
import type { SealedContent } from '../collector/store/interaction.js'
import type { Who } from '../collector/store/who.js'
import { openSqlRunner } from './run-sql.js'
import { withStore } from './with-store.js'

/** The lane of one person to whom a tenth of all interactions belongs; all others have nine each. */
export const HOT_LANE = 'email:hot@example.org'

const CONTENT: SealedContent = {
  eventType: 'page viewed',
  occurredAtMs: Date.now(),
  device: 'PC',
  title: 'Pricing for teams | Example',
  contentId: 'https://www.example.com/pricing/teams',
  contentUrl: 'https://www.example.com/pricing/teams',
  priority: 'normal',
  reportAs: 'digital-interaction',
  customFields: [{ name: 'Active time', value: '31', dataType: 'DURATION' }],
}
const WHO: Who = { kind: 'person', person: { email: 'visitor@example.org', name: 'A Visitor' } }

const DAY_MS = 24 * 60 * 60 * 1000

/** Makes a store in which so many interactions are pending, all of their lanes due. */
export async function fillOutbox(target: string, count: number): Promise<void> {
  await withStore(target, async () => undefined)
  const runner = await openSqlRunner(target)
  for (const statement of statementsFor(target, count)) await runner.run(statement)
  await runner.close()
}

function statementsFor(target: string, count: number): string[] {
  if (isPostgresUrl(target)) {
    const series = `generate_series(0, ${count - 1}) AS series(n)`
    return [
      insertInteractions(series, 'md5(n::text)'),
      INSERT_LANES,
      // What autovacuum does by itself within minutes; done now, it does not begin in the middle of the measurement.
      'VACUUM (ANALYZE) interactions',
      'VACUUM (ANALYZE) lanes',
      'CHECKPOINT',
    ]
  }
  const series = `(WITH RECURSIVE series(n) AS
    (SELECT 0 UNION ALL SELECT n + 1 FROM series WHERE n < ${count - 1}) SELECT n FROM series)`
  return [
    // For this connection, so that filling takes no minutes. No ANALYZE: the collector's file has none either.
    'PRAGMA synchronous = OFF',
    'PRAGMA cache_size = -400000',
    insertInteractions(series, 'lower(hex(randomblob(16)))'),
    INSERT_LANES,
    'PRAGMA wal_checkpoint(TRUNCATE)',
  ]
}

/** `n / 10` is a visitor. Ids that are UUIDs in a real store are random here too. */
function insertInteractions(series: string, randomId: string): string {
  const firstMs = Date.now() - DAY_MS
  return `
    INSERT INTO interactions
      (site_id, anonymous_id, session_id, kind, content_key, part, state, opened_at_ms, seal_due_at_ms,
       first_occurred_at_ms, content, gong_event_id, who, assurance, lane_key, pending_since_ms)
    SELECT 'bench', 'visitor-' || (n / 10), 'session-' || (n / 10), 'page viewed',
      'https://www.example.com/pages/' || n, 1, 'pending', ${firstMs}, ${firstMs}, ${firstMs} + n,
      '${JSON.stringify(CONTENT)}', ${randomId}, '${JSON.stringify(WHO)}', 'claimed',
      CASE WHEN n % 10 = 0 THEN '${HOT_LANE}' ELSE 'email:visitor-' || (n / 10) || '@example.org' END,
      ${firstMs}
    FROM ${series}`
}

const INSERT_LANES = `
  INSERT INTO lanes (lane_key, due_at_ms, leased_until_ms, fence)
  SELECT lane_key, min(first_occurred_at_ms), 0, 0 FROM interactions GROUP BY lane_key`
