import { sql, type Kysely } from 'kysely'
import { readNewest, type Asked } from './read-newest.js'
import type { InteractionRecord } from './records.js'
import type { Tables } from './tables.js'

/** What is given up may be most of all that ever happens: of the newest so many are counted. */
export const MAX_SHED_COUNTED = 200_000

/** What can be asked of interactions that were given up, by an index of their own. */
export function shedReadVerbs(db: Kysely<Tables>) {
  function selectNewest() {
    return (
      db
        .selectFrom('interactions')
        // Written out, as the index has it.
        .where('state', '=', sql.lit('shed'))
        .orderBy('ended_at_ms', 'desc')
        .limit(MAX_SHED_COUNTED)
    )
  }

  async function readNewestIds(reason: string | undefined, limit: number): Promise<number[]> {
    const rows = await db
      .selectFrom(selectNewest().select(['interaction_id', 'ended_at_ms', 'reason']).as('newest'))
      .select('interaction_id')
      .$if(reason !== undefined, (query) => query.where('reason', '=', reason ?? ''))
      .orderBy('ended_at_ms', 'desc')
      .orderBy('interaction_id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(({ interaction_id }) => interaction_id)
  }

  return {
    /** How many were given up, by reason; together never more than MAX_SHED_COUNTED, the newest. */
    async countShed(): Promise<{ reason: string; interactions: number }[]> {
      const rows = await db
        .selectFrom(selectNewest().select('reason').as('newest'))
        .select((eb) => [
          // Whoever gives up gives a reason.
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

    /** What was given up last, for one reason or for all; with `search` of the newest MAX_SEARCHED those that have it. */
    readShed({
      reason,
      ...asked
    }: Asked & { reason?: string | undefined }): Promise<InteractionRecord[]> {
      return readNewest(db, (limit) => readNewestIds(reason, limit), asked)
    },
  }
}
