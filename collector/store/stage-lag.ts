import { sql, type Kysely } from 'kysely'
import type { Tables } from './tables.js'

/** Since when the oldest row waits for each stage, null where none does. */
export interface StageLag {
  /** For stitch: when the collector had it. */
  received: number | null
  /** For fold: when the collector had it. */
  stitched: number | null
  /** For seal: since when its time is past. */
  openDue: number | null
  /** For assign: since when it was to be sealed. */
  sealed: number | null
}

/** What can be asked of the stages' work, each by the first row of its partial index. */
export function stageLagVerbs(db: Kysely<Tables>) {
  async function oldestEvent(stage: 'received' | 'stitched'): Promise<number | null> {
    const event = await db
      .selectFrom('events')
      .select('received_at_ms')
      // Written out, as the index has it.
      .where('stage', '=', sql.lit(stage))
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst()
    return event?.received_at_ms ?? null
  }

  return {
    async readStageLag(nowMs: number): Promise<StageLag> {
      const open = await db
        .selectFrom('interactions')
        .select('seal_due_at_ms')
        .where('state', '=', sql.lit('open'))
        .where('seal_due_at_ms', '<=', nowMs)
        .orderBy('seal_due_at_ms')
        .limit(1)
        .executeTakeFirst()
      const sealed = await db
        .selectFrom('interactions')
        .select('seal_due_at_ms')
        .where('state', '=', sql.lit('sealed'))
        .orderBy('interaction_id')
        .limit(1)
        .executeTakeFirst()
      return {
        received: await oldestEvent('received'),
        stitched: await oldestEvent('stitched'),
        openDue: open?.seal_due_at_ms ?? null,
        sealed: sealed?.seal_due_at_ms ?? null,
      }
    },
  }
}
