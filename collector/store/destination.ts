import type { Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import type { Engine } from './engine.js'
import type { Tables } from './tables.js'

/** How Gong has answered lately; the rules are above `afterFailure` and `rateShareAt` in deliver/. */
export interface Destination {
  blockedUntilMs: number
  failures: number
  /** Of the calls in a second, 0 to 1, as of `rateChangedAtMs`. */
  rateShare: number
  rateChangedAtMs: number
}

/** Why nothing is sent with a sign-in that Gong refused. */
export interface Halt {
  reason: ErrorCode
  haltedAtMs: number
}

/** Gong, as all processes that share the store know it. */
export function destinationVerbs(db: Kysely<Tables>, engine: Engine) {
  return {
    /** Within a transaction nobody else changes it, or takes a permit, until that ends. */
    async readDestination(): Promise<Destination> {
      const row = await db
        .selectFrom('destination')
        .selectAll()
        .$if(engine.locksRows, (query) => query.forUpdate())
        .executeTakeFirstOrThrow()
      return {
        blockedUntilMs: row.blocked_until_ms,
        failures: row.failures,
        rateShare: row.rate_share,
        rateChangedAtMs: row.rate_changed_at_ms,
      }
    },

    /** No permit before `blockedUntilMs`, and no more than `rateShare` allows, also after a restart. */
    async writeDestination(destination: Destination): Promise<void> {
      await db
        .updateTable('destination')
        .set({
          blocked_until_ms: destination.blockedUntilMs,
          failures: destination.failures,
          rate_share: destination.rateShare,
          rate_changed_at_ms: destination.rateChangedAtMs,
        })
        .execute()
    },

    /** Gong has answered well. A block stays until it ends: Gong may have asked for it meanwhile. */
    async forgetFailures(): Promise<void> {
      await db.updateTable('destination').set({ failures: 0 }).where('failures', '>', 0).execute()
    },

    /** Null while calls may be made with this sign-in. */
    async readHalt(credential: string): Promise<Halt | null> {
      const row = await db
        .selectFrom('halts')
        .select(['reason', 'halted_at_ms'])
        .where('credential', '=', credential)
        .executeTakeFirst()
      // Written by `halt` only.
      return row ? { reason: row.reason as ErrorCode, haltedAtMs: row.halted_at_ms } : null
    },

    /** From now on nothing is sent with this sign-in, in whatever process, until it is resumed. */
    async halt(credential: string, { reason, haltedAtMs }: Halt): Promise<void> {
      await db
        .insertInto('halts')
        .values({ credential, reason, halted_at_ms: haltedAtMs })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    /** Lets calls be made with this sign-in again. False when they might be before. */
    async resume(credential: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('halts')
        .where('credential', '=', credential)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}
