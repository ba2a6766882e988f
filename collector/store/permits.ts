import type { Kysely } from 'kysely'
import type { Engine } from './engine.js'
import type { Tables } from './tables.js'

/** What we allow ourselves of Gong's quota. */
export interface Budget {
  callsPerSecond: number
  /** In any rolling 24 hours. */
  callsPerDay: number
}

export type Permit = { kind: 'permit'; permitId: number } | { kind: 'wait'; untilMs: number }

/** How Gong has answered lately; the rule is above `afterFailure` in deliver/. */
export interface Destination {
  blockedUntilMs: number
  failures: number
  failedInteractionId: number | null
}

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * A call occupies its place until a second after its answer was there. Counted so, no second of Gong's clock can see
 * one call too many, however long each was under way; counted from the sending, two slow calls could arrive together
 * with the next three. The 10 ms are for clocks that read in whole milliseconds.
 */
const PLACE_FREE_AFTER_MS = 1010

export function permitVerbs(db: Kysely<Tables>, engine: Engine) {
  return {
    /** Leave to make one call now, or when to ask again. A call not finished after `callTimeoutMs` is over. */
    async takePermit(budget: Budget, callTimeoutMs: number): Promise<Permit> {
      // The destination's one row is what processes queue at; the clock is read once it is theirs.
      const { blocked_until_ms, failures } = await db
        .selectFrom('destination')
        .select(['blocked_until_ms', 'failures'])
        .$if(engine.locksRows, (query) => query.forUpdate())
        .executeTakeFirstOrThrow()
      const nowMs = await engine.readNowMs(db)
      if (blocked_until_ms > nowMs) return { kind: 'wait', untilMs: blocked_until_ms }
      await pullOutOfFuture(db, nowMs)

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
      // One call is enough to find out whether Gong is back.
      const places = failures > 0 ? 1 : budget.callsPerSecond
      if (occupied.length >= places) {
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

    /** Within a transaction nobody else changes it until that ends. */
    async readDestination(): Promise<Destination> {
      const row = await db
        .selectFrom('destination')
        .selectAll()
        .$if(engine.locksRows, (query) => query.forUpdate())
        .executeTakeFirstOrThrow()
      return {
        blockedUntilMs: row.blocked_until_ms,
        failures: row.failures,
        failedInteractionId: row.failed_interaction_id,
      }
    },

    /** No permit before `blockedUntilMs`, also after a restart. */
    async blockDestination(destination: Destination): Promise<void> {
      await db
        .updateTable('destination')
        .set({
          blocked_until_ms: destination.blockedUntilMs,
          failures: destination.failures,
          failed_interaction_id: destination.failedInteractionId,
        })
        .execute()
    },

    /** Gong has answered well. A block stays until it ends: Gong may have asked for it meanwhile. */
    async forgetFailures(): Promise<void> {
      await db
        .updateTable('destination')
        .set({ failures: 0, failed_interaction_id: null })
        .where('failures', '>', 0)
        .execute()
    },
  }
}

/**
 * A clock that was set back leaves permits in its future, which would hold their places until it gets there. They are
 * taken to be of this moment, so that they count for the second and the day from here on, and no longer.
 */
async function pullOutOfFuture(db: Kysely<Tables>, nowMs: number): Promise<void> {
  await db
    .updateTable('permits')
    .set({ finished_at_ms: nowMs })
    .where('finished_at_ms', '>', nowMs)
    .execute()
  await db
    .updateTable('permits')
    .set({ taken_at_ms: nowMs })
    .where('taken_at_ms', '>', nowMs)
    .execute()
}
