import type { Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import { batches } from './batches.js'
import { readSealedRow, SEALED_COLUMNS, type SealedInteraction } from './sealed-interactions.js'
import type { Priority, Tables } from './tables.js'

/**
 * Interactions of people whom pages alone name, of which only so many are sent a day. One for which there is no room is
 * held with its assurance and lane, so that it is found again when there is; `pending_since_ms` stays NULL until then.
 */
export function selfReportedVerbs(db: Kysely<Tables>) {
  function selectClaimed() {
    return db.selectFrom('interactions').where('assurance', '=', 'claimed')
  }

  /** In the order of the index of what waits. */
  function selectWaiting(reason: ErrorCode) {
    return selectClaimed()
      .where('pending_since_ms', 'is', null)
      .where('state', '=', 'held')
      .where('reason', '=', reason)
  }

  return {
    /** How many were given their person after `sinceMs`: of one person's lane, or of all. */
    async countSelfReported(sinceMs: number, laneKey?: string): Promise<number> {
      const { count } = await selectClaimed()
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('pending_since_ms', '>', sinceMs)
        .$if(laneKey !== undefined, (query) => query.where('lane_key', '=', laneKey ?? ''))
        .executeTakeFirstOrThrow()
      return Number(count)
    },

    async holdForRoom(
      interactionId: number,
      { reason, laneKey }: { reason: 'person_cap' | 'self_reported_share'; laneKey: string },
    ): Promise<void> {
      await db
        .updateTable('interactions')
        .set({ state: 'held', reason, assurance: 'claimed', lane_key: laneKey })
        .where('interaction_id', '=', interactionId)
        .where('state', 'in', ['sealed', 'held'])
        .execute()
    },

    /** Whether any waits for a part of what all of them may take. */
    async isShareAwaited(): Promise<boolean> {
      const row = await selectWaiting('self_reported_share')
        .select('interaction_id')
        .limit(1)
        .executeTakeFirst()
      return row !== undefined
    },

    /** Of those the first: by priority, and within one what happened first. */
    async readAwaitingShare(limit: number): Promise<SealedInteraction[]> {
      const rows: SealedInteraction[] = []
      for (const priority of PRIORITIES) {
        if (rows.length >= limit) break
        const some = await selectWaiting('self_reported_share')
          .select(SEALED_COLUMNS)
          .where('priority', '=', priority)
          .orderBy('first_occurred_at_ms')
          .limit(limit - rows.length)
          .execute()
        rows.push(...some.map(readSealedRow))
      }
      return rows
    },

    /** The lanes of what was given its person after `afterMs` and by `untilMs`, as those times were, in their order. */
    async readLanesOfSelfReported(
      { afterMs, untilMs }: { afterMs: number; untilMs: number },
      limit: number,
    ): Promise<{ laneKey: string; pendingSinceMs: number }[]> {
      const rows = await selectClaimed()
        .select((eb) => [
          eb.ref('lane_key').$notNull().as('laneKey'),
          eb.ref('pending_since_ms').$notNull().as('pendingSinceMs'),
        ])
        .where('pending_since_ms', '>', afterMs)
        .where('pending_since_ms', '<=', untilMs)
        .orderBy('pending_since_ms')
        .limit(limit)
        .execute()
      return rows
    },

    /** Lets what waits for room in a lane be asked again, at most `limit`: by priority, and then what happened first. */
    async releaseCapped(laneKey: string, limit: number): Promise<number> {
      if (limit <= 0) return 0
      const rows = await selectWaiting('person_cap')
        .select(['interaction_id', 'priority', 'first_occurred_at_ms'])
        .where('lane_key', '=', laneKey)
        .execute()
      const first = rows.sort(
        (a, b) =>
          PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) ||
          a.first_occurred_at_ms - b.first_occurred_at_ms,
      )
      const ids = first.slice(0, limit).map(({ interaction_id }) => interaction_id)
      for (const some of batches(ids)) {
        await db
          .updateTable('interactions')
          .set({ state: 'sealed', reason: null, assurance: null, lane_key: null })
          .where('interaction_id', 'in', some)
          .execute()
      }
      return ids.length
    },
  }
}

const PRIORITIES: readonly Priority[] = ['high', 'normal', 'low']
