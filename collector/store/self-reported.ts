import { sql, type Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import { readSealedRow, SEALED_COLUMNS, type SealedInteraction } from './sealed-interactions.js'
import type { Priority, Tables } from './tables.js'
import { withValues } from './values-table.js'
import type { Assurance } from './who.js'

/**
 * Interactions of people of whom nobody is certain (below `verified`), of which only so many are sent a day. One for
 * which there is no room is held with its assurance and lane, so that it is found again when there is;
 * `pending_since_ms` stays NULL until then.
 */
export function selfReportedVerbs(db: Kysely<Tables>, engine: Engine) {
  function selectUnproven() {
    // Written out, as the indexes have it.
    return db.selectFrom('interactions').where('assurance', '<>', sql.lit('verified'))
  }

  /** Each reason has an index of its own. */
  function selectWaiting(reason: WaitingFor['reason']) {
    return db
      .selectFrom('interactions')
      .where('state', '=', sql.lit('held'))
      .where('reason', '=', sql.lit(reason))
  }

  return {
    /** How many that take of a share were given their person after `sinceMs`. */
    async countShare(share: Share, sinceMs: number): Promise<number> {
      const given = selectUnproven()
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('pending_since_ms', '>', sinceMs)
      const ofShare =
        share === 'tracked_share'
          ? given.where('assurance', '=', 'corroborated').where('lane_key', 'like', 'tracking:%')
          : given.where('assurance', 'in', ['claimed', 'inferred'])
      const { count } = await ofShare.executeTakeFirstOrThrow()
      return Number(count)
    },

    /** How many in each of these lanes, however they are known, were given their person after `sinceMs`. */
    async countUnprovenOf(
      laneKeys: readonly string[],
      sinceMs: number,
    ): Promise<Map<string, number>> {
      const counts = new Map<string, number>()
      for (const rows of batches(laneKeys.map((laneKey) => [laneKey, sinceMs]))) {
        const statement = (v: string) =>
          `select v.column1 as lane_key,
            (select count(*) from interactions where assurance <> 'verified'
              and lane_key = v.column1 and pending_since_ms > v.column2) as sent
            from ${v}`
        for (const row of await withValues<SentRow>(db, engine, { rows, statement })) {
          counts.set(row.lane_key, Number(row.sent))
        }
      }
      return counts
    },

    async holdForRoom(
      interactionId: number,
      { reason, assurance, laneKey }: WaitingFor,
    ): Promise<void> {
      await db
        .updateTable('interactions')
        .set({ state: 'held', reason, assurance, lane_key: laneKey })
        .where('interaction_id', '=', interactionId)
        .where('state', 'in', ['sealed', 'held'])
        .execute()
    },

    /** Whether any waits for a part of a share. */
    async isShareAwaited(share: Share): Promise<boolean> {
      const row = await selectWaiting(share)
        .select('interaction_id')
        .where('priority', 'in', PRIORITIES) // All, said so that the index is searched.
        .limit(1)
        .executeTakeFirst()
      return row !== undefined
    },

    /** Of those the first: by priority, and within one what happened first. */
    async readAwaitingShare(share: Share, limit: number): Promise<SealedInteraction[]> {
      const rows: SealedInteraction[] = []
      for (const priority of PRIORITIES) {
        if (rows.length >= limit) break
        const some = await selectWaiting(share)
          .select(SEALED_COLUMNS)
          .where('priority', '=', priority)
          .orderBy('first_occurred_at_ms')
          .limit(limit - rows.length)
          .execute()
        rows.push(...some.map(readSealedRow))
      }
      return rows
    },

    /** The lanes of what was given its person after `afterMs` and by `untilMs`, as those times were, in their order. */
    async readLanesOfUnproven(
      { afterMs, untilMs }: { afterMs: number; untilMs: number },
      limit: number,
    ): Promise<{ laneKey: string; pendingSinceMs: number }[]> {
      const rows = await selectUnproven()
        .select((eb) => [
          eb.ref('lane_key').$notNull().as('laneKey'),
          eb.ref('pending_since_ms').$notNull().as('pendingSinceMs'),
        ])
        .where('pending_since_ms', '>', afterMs)
        .where('pending_since_ms', '<=', untilMs)
        .orderBy('pending_since_ms')
        .limit(limit)
        .execute()
      return rows
    },

    /**
     * Lets what waits for room in a lane be asked again, at most `limit`: by priority, and then what happened first.
     * However much waits there, no more is read. Returns how many.
     */
    async releaseCapped(
      { laneKey, nowMs }: { laneKey: string; nowMs: number },
      limit: number,
    ): Promise<number> {
      const ids: number[] = []
      for (const priority of PRIORITIES) {
        if (ids.length >= limit) break
        const some = await selectWaiting('person_cap')
          .select('interaction_id')
          .where('lane_key', '=', laneKey)
          .where('priority', '=', priority)
          .orderBy('first_occurred_at_ms')
          .limit(limit - ids.length)
          .execute()
        ids.push(...some.map(({ interaction_id }) => interaction_id))
      }
      for (const some of batches(ids)) {
        await db
          .updateTable('interactions')
          .set({ asked_at_ms: nowMs })
          .where('interaction_id', 'in', some)
          .where('asked_at_ms', 'is', null)
          .execute()
      }
      return ids.length
    },
  }
}

interface SentRow {
  lane_key: string
  sent: number
}

/** A part of the day's calls that certain people share, by the reason for which the others wait. */
export type Share = 'self_reported_share' | 'tracked_share'

export interface WaitingFor {
  reason: 'person_cap' | Share
  assurance: Assurance
  laneKey: string
}

const PRIORITIES: readonly Priority[] = ['high', 'normal', 'low']
