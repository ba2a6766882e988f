import type { Kysely } from 'kysely'
import type { Tables } from './tables.js'

/** What we allow ourselves of Gong's quota. */
export interface Budget {
  callsPerSecond: number
  /** In any rolling 24 hours. */
  callsPerDay: number
}

export type Permit = { kind: 'permit'; permitId: number } | { kind: 'wait'; untilMs: number }

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * A call occupies its place until a second after its answer was there. Counted so, no second of Gong's clock can see
 * one call too many, however long each was under way; counted from the sending, two slow calls could arrive together
 * with the next three. The 10 ms are for clocks that read in whole milliseconds.
 */
const PLACE_FREE_AFTER_MS = 1010

export function permitVerbs(db: Kysely<Tables>) {
  return {
    /** Leave to make one call now, or when to ask again. A call not finished after `callTimeoutMs` is over. */
    async takePermit(budget: Budget, nowMs: number, callTimeoutMs: number): Promise<Permit> {
      const { blocked_until_ms } = await db
        .selectFrom('destination')
        .select('blocked_until_ms')
        .executeTakeFirstOrThrow()
      if (blocked_until_ms > nowMs) return { kind: 'wait', untilMs: blocked_until_ms }

      const occupied = await db
        .selectFrom('permits')
        .select(['taken_at_ms', 'finished_at_ms'])
        .where((eb) =>
          eb.or([
            eb('finished_at_ms', '>', nowMs - PLACE_FREE_AFTER_MS),
            eb.and([
              eb('finished_at_ms', 'is', null),
              eb('taken_at_ms', '>', nowMs - callTimeoutMs - PLACE_FREE_AFTER_MS),
            ]),
          ]),
        )
        .execute()
      if (occupied.length >= budget.callsPerSecond) {
        const freeAtMs = occupied.map((permit) =>
          permit.finished_at_ms === null
            ? nowMs + PLACE_FREE_AFTER_MS
            : permit.finished_at_ms + PLACE_FREE_AFTER_MS,
        )
        return { kind: 'wait', untilMs: Math.max(nowMs + 1, Math.min(...freeAtMs)) }
      }

      const today = await db
        .selectFrom('permits')
        .select((eb) => [
          eb.fn.countAll<number>().as('count'),
          eb.fn.min('taken_at_ms').as('oldest'),
        ])
        .where('taken_at_ms', '>', nowMs - DAY_MS)
        .executeTakeFirstOrThrow()
      if (Number(today.count) >= budget.callsPerDay) {
        return { kind: 'wait', untilMs: Number(today.oldest ?? nowMs) + DAY_MS }
      }

      const { permit_id } = await db
        .insertInto('permits')
        .values({ taken_at_ms: nowMs })
        .returning('permit_id')
        .executeTakeFirstOrThrow()
      return { kind: 'permit', permitId: permit_id }
    },

    async finishPermit(permitId: number, nowMs: number): Promise<void> {
      await db
        .updateTable('permits')
        .set({ finished_at_ms: nowMs })
        .where('permit_id', '=', permitId)
        .execute()
    },

    /** Gives back a permit with which no call was made. */
    async returnPermit(permitId: number): Promise<void> {
      await db.deleteFrom('permits').where('permit_id', '=', permitId).execute()
    },

    async forgetOldPermits(nowMs: number): Promise<void> {
      await db
        .deleteFrom('permits')
        .where('taken_at_ms', '<', nowMs - DAY_MS)
        .execute()
    },

    /** No permit before `untilMs`, also after a restart. A longer block stays: calls that overlap answer in any order. */
    async blockDestination(untilMs: number): Promise<void> {
      await db
        .updateTable('destination')
        .set({ blocked_until_ms: untilMs })
        .where('blocked_until_ms', '<', untilMs)
        .execute()
    },
  }
}
