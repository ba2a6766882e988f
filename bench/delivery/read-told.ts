import LibsqlDatabase from 'libsql'
import type { InteractionState, Priority } from '../../collector/store/tables.js'

/** What became of one interaction. */
export interface Told {
  gongEventId: string
  priority: Priority
  /** Of what tells it: itself, or the digest that it is in. */
  state: InteractionState
  readyAtMs: number
  /** When Gong had it, by itself or in a digest; null when it has not. */
  toldAtMs: number | null
  inDigest: boolean
  /** Made in place of others. */
  isDigest: boolean
}

/** Reads a store that was played, by SQL of the bench's own. */
export function readTold(path: string): Told[] {
  const file = new LibsqlDatabase(path)
  try {
    const rows = file
      .prepare(
        `SELECT own.gong_event_id AS gongEventId, own.priority, coalesce(digest.state, own.state) AS state,
           own.pending_since_ms AS readyAtMs, own.digest_id IS NOT NULL AS inDigest,
           CASE coalesce(digest.state, own.state)
             WHEN 'delivered' THEN coalesce(digest.ended_at_ms, own.ended_at_ms) END AS toldAtMs,
           EXISTS (SELECT 1 FROM interactions AS folded
             WHERE folded.digest_id = own.interaction_id) AS isDigest
         FROM interactions AS own
         LEFT JOIN interactions AS digest ON digest.interaction_id = own.digest_id
         WHERE own.gong_event_id IS NOT NULL`,
      )
      .all() as (Omit<Told, 'inDigest' | 'isDigest'> & { inDigest: 0 | 1; isDigest: 0 | 1 })[] // By the query above.
    return rows.map((row) => ({
      ...row,
      inDigest: row.inDigest === 1,
      isDigest: row.isDigest === 1,
    }))
  } finally {
    file.close()
  }
}
