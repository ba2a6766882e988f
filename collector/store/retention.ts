import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Tables } from './tables.js'

/** What rests longer than it may is removed: each verb a bounded number of the oldest rows, and says how many. */
export function retentionVerbs(db: Kysely<Tables>) {
  return {
    /** Events received before `beforeMs` that the stages are through with. */
    async removeEvents(beforeMs: number, limit: number): Promise<number> {
      // By order of arrival, so that no index by time is paid for with each event: looks at the oldest only.
      const oldest = await db
        .selectFrom('events')
        .select(['seq', 'received_at_ms', 'stage'])
        .orderBy('seq')
        .limit(limit)
        .execute()
      const seqs = oldest
        .filter(({ received_at_ms, stage }) => received_at_ms < beforeMs && stage === 'folded')
        .map(({ seq }) => seq)
      if (seqs.length === 0) return 0
      for (const some of batches(seqs)) {
        await db.deleteFrom('events').where('seq', 'in', some).execute()
      }
      return seqs.length
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

    /** Counts of what was dropped, and tombstones, which nothing so late can want to pass. */
    async removeCounts(beforeMs: number): Promise<void> {
      await db.deleteFrom('drops').where('dropped_at_ms', '<', beforeMs).execute()
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

    /** What is known of who visitors are that have said nothing of it since `beforeMs`. Returns how many visitors. */
    async removeIdentities(beforeMs: number, limit: number): Promise<number> {
      const silent = await db
        .selectFrom('identity_facts as old')
        .select(['old.site_id', 'old.anonymous_id'])
        .distinct()
        .where('old.last_ms', '<', beforeMs)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('identity_facts as newer')
                .select('newer.last_ms')
                .whereRef('newer.site_id', '=', 'old.site_id')
                .whereRef('newer.anonymous_id', '=', 'old.anonymous_id')
                .where('newer.last_ms', '>=', beforeMs),
            ),
          ),
        )
        .limit(limit)
        .execute()
      for (const { site_id, anonymous_id } of silent) {
        for (const table of ['identity_facts', 'aliases'] as const) {
          await db
            .deleteFrom(table)
            .where('site_id', '=', site_id)
            .where('anonymous_id', '=', anonymous_id)
            .execute()
        }
      }
      return silent.length
    },

    /** Lanes in which nothing waits. */
    async removeEmptyLanes(): Promise<void> {
      await db.deleteFrom('lanes').where('due_at_ms', 'is', null).execute()
    },
  }
}
