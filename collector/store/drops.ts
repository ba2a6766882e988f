import type { Kysely } from 'kysely'
import type { Tables } from './tables.js'

/** Events of which only the number was kept. */
export interface DropCount {
  siteId: string
  /** An error code. */
  reason: string
  events: number
  lastAtMs: number
}

/** A row is of one beacon, and bots send many: of the newest so many are counted. */
export const MAX_DROPS_READ = 200_000

export function dropReadVerbs(db: Kysely<Tables>) {
  return {
    /** By site and reason, from `sinceMs` on; of the newest MAX_DROPS_READ beacons. */
    async countDropsSince(sinceMs: number): Promise<DropCount[]> {
      const rows = await db
        .selectFrom((eb) =>
          eb
            .selectFrom('drops')
            .select(['site_id', 'reason', 'event_count', 'dropped_at_ms'])
            .where('dropped_at_ms', '>=', sinceMs)
            .orderBy('dropped_at_ms', 'desc')
            .limit(MAX_DROPS_READ)
            .as('newest'),
        )
        .select(['site_id', 'reason'])
        .select((eb) => [
          eb.fn.sum<number | string>('event_count').as('events'),
          eb.fn.max('dropped_at_ms').as('last_ms'),
        ])
        .groupBy(['site_id', 'reason'])
        .orderBy('site_id')
        .orderBy('reason')
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
