import type { Kysely } from 'kysely'
import type { Priority, Tables } from './tables.js'

/** Calls by what they were made for. */
export type Calls = Record<Priority, number>

/** Calls that hold, or may hold, a place of those that may be made at once. */
export interface Place {
  /** When the place is free; null while the call is under way. */
  freeAtMs: number | null
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Leave to make calls. Each is a row; who asks for one has locked the destination's row before, at which all queue. */
export function permitVerbs(db: Kysely<Tables>) {
  return {
    /**
     * The places that calls hold now, each until `heldMs` after its end. A call that has not ended after `callTimeoutMs`
     * is over.
     */
    async readPlaces({
      nowMs,
      heldMs,
      callTimeoutMs,
    }: Record<'nowMs' | 'heldMs' | 'callTimeoutMs', number>): Promise<Place[]> {
      const rows = await db
        .selectFrom('permits')
        .select('finished_at_ms')
        .where((eb) =>
          eb.or([
            eb('finished_at_ms', '>', nowMs - heldMs),
            eb.and([
              eb('finished_at_ms', 'is', null),
              eb('taken_at_ms', '>', nowMs - callTimeoutMs - heldMs),
            ]),
          ]),
        )
        .execute()
      return rows.map(({ finished_at_ms }) => ({
        freeAtMs: finished_at_ms === null ? null : finished_at_ms + heldMs,
      }))
    },

    /** The calls after each of these times, within the last 24 hours, and when the first of all these was made. */
    async readSpent(
      nowMs: number,
      afterMs: readonly number[],
    ): Promise<{ inDay: Calls; after: Calls[]; oldestAtMs: number | null }> {
      const rows = await db
        .selectFrom('permits')
        .select('priority')
        .select((eb) => [
          eb.fn.countAll<number | string>().as('calls'),
          eb.fn.min('taken_at_ms').as('oldest_ms'),
          ...afterMs.map((time, index) =>
            eb.fn
              .countAll<number | string>()
              .filterWhere('taken_at_ms', '>', time)
              .as(`after_${index}`),
          ),
        ])
        .where('taken_at_ms', '>', nowMs - DAY_MS)
        .groupBy('priority')
        .execute()
      const countsOf = (column: string): Calls => {
        const counts = { high: 0, normal: 0, low: 0 }
        // The columns that were asked for above; their names are made up there.
        for (const row of rows)
          counts[row.priority] = Number((row as Record<string, unknown>)[column])
        return counts
      }
      return {
        inDay: countsOf('calls'),
        after: afterMs.map((_, index) => countsOf(`after_${index}`)),
        oldestAtMs: rows.length > 0 ? Math.min(...rows.map((row) => Number(row.oldest_ms))) : null,
      }
    },

    /** Leave to make one call, for something of this priority. Returns its number. */
    async grantPermit(nowMs: number, priority: Priority): Promise<number> {
      const { permit_id } = await db
        .insertInto('permits')
        .values({ taken_at_ms: nowMs, priority })
        .returning('permit_id')
        .executeTakeFirstOrThrow()
      return permit_id
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

    /**
     * A clock that was set back leaves permits in its future, which would hold their places until it gets there. They are
     * taken to be of this moment, so that they count for the second and the day from here on, and no longer.
     */
    async pullPermitsOutOfFuture(nowMs: number): Promise<void> {
      for (const column of ['finished_at_ms', 'taken_at_ms'] as const) {
        await db
          .updateTable('permits')
          .set({ [column]: nowMs })
          .where(column, '>', nowMs)
          .execute()
      }
    },
  }
}
