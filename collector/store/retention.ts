import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Tables } from './tables.js'

interface RemoveEvents {
  beforeMs: number
  afterSeq: number
  limit: number
}

interface RemovedEvents {
  removed: number
  /** The last that was old enough, where to go on; null when none was. */
  lastSeq: number | null
}

/** What rests longer than it may is removed: each verb a bounded number of the oldest rows, and says how many. */
export function retentionVerbs(db: Kysely<Tables>) {
  return {
    /**
     * Of the `limit` events after `afterSeq`, by order of arrival, those that were received before `beforeMs` and that
     * no stage needs any more. So no index by time is paid for with each event.
     */
    async removeEvents({ beforeMs, afterSeq, limit }: RemoveEvents): Promise<RemovedEvents> {
      const oldest = await db
        .selectFrom('events')
        .leftJoin('interactions', 'interactions.interaction_id', 'events.interaction_id')
        .select(['seq', 'received_at_ms', 'stage', 'state'])
        .where('seq', '>', afterSeq)
        .orderBy('seq')
        .limit(limit)
        .execute()
      const old = oldest.filter(({ received_at_ms }) => received_at_ms < beforeMs)
      const done = old.filter(({ stage, state }) => stage === 'folded' && state !== 'open')
      for (const seqs of batches(done.map(({ seq }) => seq))) {
        await db.deleteFrom('events').where('seq', 'in', seqs).execute()
      }
      return { removed: done.length, lastSeq: old.at(-1)?.seq ?? null }
    },

    async removeFailedEvents(beforeMs: number, limit: number): Promise<number> {
      const old = await db
        .selectFrom('failed_events')
        .select(['beacon_id', 'beacon_index'])
        .where('received_at_ms', '<', beforeMs)
        .orderBy('received_at_ms')
        .limit(limit)
        .execute()
      for (const { beacon_id, beacon_index } of old) {
        await db
          .deleteFrom('failed_events')
          .where('beacon_id', '=', beacon_id)
          .where('beacon_index', '=', beacon_index)
          .execute()
      }
      return old.length
    },

    /** Counts of what was dropped. */
    async removeDrops(beforeMs: number, limit: number): Promise<number> {
      const old = await db
        .selectFrom('drops')
        .select('drop_id')
        .where('dropped_at_ms', '<', beforeMs)
        .orderBy('dropped_at_ms')
        .limit(limit)
        .execute()
      for (const ids of batches(old.map(({ drop_id }) => drop_id))) {
        await db.deleteFrom('drops').where('drop_id', 'in', ids).execute()
      }
      return old.length
    },

    async removeTombstones(beforeMs: number): Promise<void> {
      await db.deleteFrom('tombstones').where('erased_at_ms', '<', beforeMs).execute()
    },

    /** Interactions that ended before `beforeMs`, with their attempts. */
    async removeEndedInteractions(beforeMs: number, limit: number): Promise<number> {
      const old = await db
        .selectFrom('interactions')
        .select('interaction_id')
        .where('ended_at_ms', '<', beforeMs)
        .orderBy('ended_at_ms')
        .limit(limit)
        .execute()
      const ids = old.map(({ interaction_id }) => interaction_id)
      if (ids.length === 0) return 0
      for (const some of batches(ids)) {
        await db.deleteFrom('attempts').where('interaction_id', 'in', some).execute()
        await db.deleteFrom('interactions').where('interaction_id', 'in', some).execute()
      }
      return ids.length
    },

    /** Lanes in which nothing waits. */
    async removeEmptyLanes(): Promise<void> {
      await db.deleteFrom('lanes').where('due_at_ms', 'is', null).execute()
    },
  }
}
