import type { Kysely } from 'kysely'
import { readNewest, type Asked } from './read-newest.js'
import type { InteractionRecord } from './records.js'
import type { Tables } from './tables.js'

/** Most visitors stay unknown, so that the held are many and no index knows their reasons: of the newest so many are read. */
export const MAX_HELD_READ = 200_000

/** What can be asked of interactions that are held, in the order of their index by time. */
export function heldReadVerbs(db: Kysely<Tables>) {
  function selectNewest() {
    return db.selectFrom((eb) =>
      eb
        .selectFrom('interactions')
        .select(['interaction_id', 'first_occurred_at_ms', 'reason'])
        .where('state', '=', 'held')
        .orderBy('first_occurred_at_ms', 'desc')
        .limit(MAX_HELD_READ)
        .as('newest'),
    )
  }

  async function readNewestIds(reason: string | undefined, limit: number): Promise<number[]> {
    const rows = await selectNewest()
      .select('interaction_id')
      .$if(reason !== undefined, (query) => query.where('reason', '=', reason ?? ''))
      .orderBy('first_occurred_at_ms', 'desc')
      .orderBy('interaction_id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(({ interaction_id }) => interaction_id)
  }

  return {
    /** How many are held, by reason; together never more than MAX_HELD_READ, the newest. */
    async countHeld(): Promise<{ reason: string; interactions: number }[]> {
      const rows = await selectNewest()
        .select((eb) => [
          // Whoever holds gives a reason.
          eb.ref('reason').$notNull().as('reason'),
          eb.fn.countAll<number | string>().as('interactions'),
        ])
        .groupBy('reason')
        .orderBy('reason')
        .execute()
      return rows.map(({ reason, interactions }) => ({
        reason,
        interactions: Number(interactions),
      }))
    },

    /** What happened last among them, for one reason or for all; with `search` of the newest MAX_SEARCHED those that have it. */
    readHeld({
      reason,
      ...asked
    }: Asked & { reason?: string | undefined }): Promise<InteractionRecord[]> {
      return readNewest(db, (limit) => readNewestIds(reason, limit), asked)
    },
  }
}
