import { sql, type Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import type { Halt } from './destination.js'
import { PRIORITIES } from './priority.js'
import type { WaitingFor } from './self-reported.js'
import type { Priority, Tables } from './tables.js'

/** An attempt that Gong did not take and that is made again. */
export interface Failed {
  /** An error code. */
  reason: string
  startedAtMs: number
}

/** So many of the newest attempts are looked through for one that failed. */
const MAX_ATTEMPTS_READ = 10_000

/** So many of each reason are counted. */
export const MAX_HELD_COUNTED = 200_000

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

    /** How many are held until there is room, by what they wait for; by an index each, up to MAX_HELD_COUNTED. */
    async countHeldForRoom(): Promise<Record<WaitingFor['reason'], number>> {
      const count = async (reason: WaitingFor['reason']): Promise<number> => {
        const { held } = await db
          .selectFrom((eb) =>
            eb
              .selectFrom('interactions')
              .select('priority')
              // Written out, as the indexes have it.
              .where('state', '=', sql.lit('held'))
              .where('reason', '=', sql.lit(reason))
              // Its order, or all priorities, said so that the index of the reason is searched, and not that of all the held.
              .$if(reason === 'person_cap', (query) =>
                query.orderBy('lane_key').orderBy('priority').orderBy('first_occurred_at_ms'),
              )
              .$if(reason !== 'person_cap', (query) => query.where('priority', 'in', PRIORITIES))
              .limit(MAX_HELD_COUNTED)
              .as('those'),
          )
          .select((eb) => eb.fn.countAll<number | string>().as('held'))
          .executeTakeFirstOrThrow()
        return Number(held)
      }
      return {
        self_reported_share: await count('self_reported_share'),
        tracked_share: await count('tracked_share'),
        person_cap: await count('person_cap'),
      }
    },

    /** The newest attempt that is made again, or that halted; null when none of the newest is one. */
    async readLastFailure(): Promise<Failed | null> {
      const row = await db
        .selectFrom((eb) =>
          eb
            .selectFrom('attempts')
            .select(['attempt_id', 'outcome', 'reason', 'started_at_ms'])
            .orderBy('attempt_id', 'desc')
            .limit(MAX_ATTEMPTS_READ)
            .as('newest'),
        )
        .select((eb) => [eb.ref('reason').$notNull().as('reason'), 'started_at_ms'])
        .where('reason', 'is not', null)
        // What Gong refuses of one interaction says nothing of the rest.
        .where('outcome', 'in', ['retry', 'halt'])
        .orderBy('attempt_id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? { reason: row.reason, startedAtMs: row.started_at_ms } : null
    },

    /** Of whatever sign-in, the newest first; there are few. */
    async readHalts(): Promise<(Halt & { credential: string })[]> {
      const rows = await db
        .selectFrom('halts')
        .selectAll()
        .orderBy('halted_at_ms', 'desc')
        .orderBy('credential')
        .execute()
      return rows.map(({ credential, reason, halted_at_ms }) => ({
        credential,
        // Written by `halt` only.
        reason: reason as ErrorCode,
        haltedAtMs: halted_at_ms,
      }))
    },
  }
}

const NONE: Waiting = { interactions: 0, oldestSinceMs: null }
