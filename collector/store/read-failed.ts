import type { Kysely } from 'kysely'
import { failedEventRecord, type FailedEventRecord } from './records.js'
import type { Tables } from './tables.js'

/** Of failed events so many of the newest are read through. */
export const MAX_FAILED_READ = 100_000

export interface FailedCount {
  /** Empty where it is not known. */
  siteId: string
  /** An error code. */
  reason: string
  events: number
  lastAtMs: number
}

/** What can be asked of events that could not be taken, the newest first, by the index of their time. */
export function failedEventReadVerbs(db: Kysely<Tables>) {
  return {
    /** By site and reason, of the newest MAX_FAILED_READ. */
    async countFailed(): Promise<FailedCount[]> {
      const rows = await db
        .selectFrom((eb) =>
          eb
            .selectFrom('failed_events')
            .select(['site_id', 'reason', 'received_at_ms'])
            .orderBy('received_at_ms', 'desc')
            .limit(MAX_FAILED_READ)
            .as('newest'),
        )
        .select(['site_id', 'reason'])
        .select((eb) => [
          eb.fn.countAll<number | string>().as('events'),
          eb.fn.max('received_at_ms').as('last_ms'),
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

    /** The newest, of one site or reason or of all; among the newest MAX_FAILED_READ. */
    async readFailed({
      siteId,
      reason,
      limit,
    }: {
      siteId?: string | undefined
      reason?: string | undefined
      limit: number
    }): Promise<FailedEventRecord[]> {
      const floor = await db
        .selectFrom('failed_events')
        .select('received_at_ms')
        .orderBy('received_at_ms', 'desc')
        .offset(MAX_FAILED_READ)
        .limit(1)
        .executeTakeFirst()
      const rows = await db
        .selectFrom('failed_events')
        .selectAll()
        .where('received_at_ms', '>=', floor?.received_at_ms ?? 0)
        .$if(siteId !== undefined, (query) => query.where('site_id', '=', siteId ?? ''))
        .$if(reason !== undefined, (query) => query.where('reason', '=', reason ?? ''))
        .orderBy('received_at_ms', 'desc')
        .limit(limit)
        .execute()
      return rows.map(failedEventRecord)
    },
  }
}
