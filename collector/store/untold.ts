import type { Kysely } from 'kysely'
import type { DropCount } from './drops.js'
import type { Tables } from './tables.js'

/** Of a store's events so many of the newest are read through. */
export const MAX_UNTOLD_READ = 100_000

/** What can be asked of events that rest in the store and that no interaction tells. */
export function untoldReadVerbs(db: Kysely<Tables>) {
  return {
    /** By site and reason, of the newest MAX_UNTOLD_READ events; the time is that of their arrival. */
    async countUntold(): Promise<DropCount[]> {
      const rows = await db
        .selectFrom((eb) =>
          eb
            .selectFrom('events')
            .select(['site_id', 'unfolded_reason', 'received_at_ms'])
            .orderBy('seq', 'desc')
            .limit(MAX_UNTOLD_READ)
            .as('newest'),
        )
        .select('site_id')
        .select((eb) => [
          // Those without are left out below.
          eb.ref('unfolded_reason').$notNull().as('reason'),
          eb.fn.countAll<number | string>().as('events'),
          eb.fn.max('received_at_ms').as('last_ms'),
        ])
        .where('unfolded_reason', 'is not', null)
        .groupBy(['site_id', 'unfolded_reason'])
        .orderBy('site_id')
        .orderBy('unfolded_reason')
        .execute()
      return rows.map((row) => ({
        siteId: row.site_id,
        reason: row.reason,
        events: Number(row.events),
        lastAtMs: Number(row.last_ms),
      }))
    },
  }
}
