import type { Kysely } from 'kysely'
import { interactionRecord, type InteractionRecord } from './records.js'
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

    /** What happened last among them, for one reason or for all. */
    async readHeld({
      reason,
      limit,
    }: {
      reason?: string | undefined
      limit: number
    }): Promise<InteractionRecord[]> {
      const rows = await db
        .selectFrom('interactions')
        .selectAll()
        .where('interaction_id', 'in', (eb) =>
          eb
            .selectFrom(
              selectNewest()
                .select('interaction_id')
                .$if(reason !== undefined, (query) => query.where('reason', '=', reason ?? ''))
                .orderBy('first_occurred_at_ms', 'desc')
                .limit(limit)
                .as('chosen'),
            )
            .select('chosen.interaction_id'),
        )
        .orderBy('first_occurred_at_ms', 'desc')
        .orderBy('interaction_id', 'desc')
        .execute()
      return rows.map(interactionRecord)
    },
  }
}
