import type { Kysely } from 'kysely'
import type { Priority, Tables } from './tables.js'

/** What waits to be sent, of one priority. */
export interface Waiting {
  interactions: number
  /** Since when the first of them waits; null when none does. */
  oldestSinceMs: number | null
}

/** What a look at the budget asks beside permits and destination. */
export function quotaReadVerbs(db: Kysely<Tables>) {
  return {
    /** By the index of what waits, so that no row of the table is read. */
    async countWaiting(): Promise<Record<Priority, Waiting>> {
      const rows = await db
        .selectFrom('interactions')
        .select('priority')
        .select((eb) => [
          eb.fn.countAll<number | string>().as('interactions'),
          eb.fn.min('pending_since_ms').as('oldest_ms'),
        ])
        .where('state', '=', 'pending')
        .groupBy('priority')
        .execute()
      const waiting: Record<Priority, Waiting> = { high: NONE, normal: NONE, low: NONE }
      for (const { priority, interactions, oldest_ms } of rows) {
        waiting[priority] = {
          interactions: Number(interactions),
          oldestSinceMs: oldest_ms === null ? null : Number(oldest_ms),
        }
      }
      return waiting
    },
  }
}

const NONE: Waiting = { interactions: 0, oldestSinceMs: null }
