import { sql, type Kysely, type Selectable } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import type { Visitor } from './events.js'
import type { SealedContent } from './interaction.js'
import { readContent } from './read-content.js'
import type { Tables } from './tables.js'
import { countByVisitor } from './visitor-rows.js'
import type { Assurance, Who } from './who.js'

/** An interaction whose content is fixed and that waits to be given its person. */
export interface SealedInteraction {
  interactionId: number
  visitor: Visitor
  firstOccurredAtMs: number
  content: SealedContent
  /** Why it is held; null when it was sealed just now. */
  reason: ErrorCode | null
  /** Of one that is held for want of room: the lane of its person, and how we know. */
  laneKey: string | null
  assurance: Assurance | null
}

export const SEALED_COLUMNS = [
  'interaction_id',
  'site_id',
  'anonymous_id',
  'first_occurred_at_ms',
  'content',
  'reason',
  'lane_key',
  'assurance',
] as const

type SealedRow = Pick<Selectable<Tables['interactions']>, (typeof SEALED_COLUMNS)[number]>

/** From an interaction's fixed content to its place in a person's lane, or to its end without one. */
export function sealedInteractionVerbs(db: Kysely<Tables>, engine: Engine) {
  return {
    /** Interactions that were sealed just now and wait to be given their person. */
    async readSealed(limit: number): Promise<SealedInteraction[]> {
      const rows = await db
        .selectFrom('interactions')
        .select(SEALED_COLUMNS)
        .where('state', '=', 'sealed')
        .orderBy('interaction_id')
        .limit(limit)
        .execute()
      return rows.map(readSealedRow)
    },

    /** Held interactions that wait to be asked again whose they are: first who has waited for longest. */
    async readAsked(limit: number): Promise<SealedInteraction[]> {
      const rows = await db
        .selectFrom('interactions')
        .select(SEALED_COLUMNS)
        .where('state', '=', sql.lit('held'))
        // All that is no NULL, said so that the index is searched.
        .where('asked_at_ms', '>=', sql.lit(0))
        .orderBy('asked_at_ms')
        .orderBy('interaction_id')
        .limit(limit)
        .execute()
      return rows.map(readSealedRow)
    },

    /** They have been asked, whatever came of it. */
    async endAsking(interactionIds: readonly number[]): Promise<void> {
      for (const ids of batches(interactionIds)) {
        await db
          .updateTable('interactions')
          .set({ asked_at_ms: null })
          .where('interaction_id', 'in', ids)
          .execute()
      }
    },

    /**
     * Lets what a site's strict policy holds be asked again: of those numbered above `afterId` the next, at most `limit`.
     * Returns their numbers.
     */
    async askUnproven(
      { siteId, afterId, nowMs }: { siteId: string; afterId: number; nowMs: number },
      limit: number,
    ): Promise<number[]> {
      const rows = await db
        .selectFrom('interactions')
        .select('interaction_id')
        .where('state', '=', sql.lit('held'))
        .where('reason', '=', sql.lit('identity_unproven' satisfies ErrorCode))
        .where('site_id', '=', siteId)
        .where('interaction_id', '>', afterId)
        .orderBy('interaction_id')
        .limit(limit)
        .execute()
      const ids = rows.map(({ interaction_id }) => interaction_id)
      for (const some of batches(ids)) {
        await db
          .updateTable('interactions')
          .set({ asked_at_ms: nowMs })
          .where('interaction_id', 'in', some)
          .where('asked_at_ms', 'is', null)
          .execute()
      }
      return ids
    },

    /** Lets interactions wait for somebody to be known. */
    async hold(interactionIds: number | readonly number[], reason: ErrorCode): Promise<void> {
      for (const ids of batches([interactionIds].flat())) {
        await db
          .updateTable('interactions')
          .set({ state: 'held', reason, ...NOBODY })
          .where('interaction_id', 'in', ids)
          .where('state', 'in', ['sealed', 'held'])
          .execute()
      }
    },

    /** Gives up interactions that nobody is to be told of. */
    async shed(
      interactionIds: readonly number[],
      { reason, nowMs }: { reason: ErrorCode; nowMs: number },
    ): Promise<void> {
      for (const ids of batches(interactionIds)) {
        await db
          .updateTable('interactions')
          .set({ state: 'shed', reason, ended_at_ms: nowMs, ...NOBODY })
          .where('interaction_id', 'in', ids)
          .where('state', 'in', ['sealed', 'held'])
          .execute()
      }
    },

    /** Gives a sealed or held interaction its person; neither changes afterwards. */
    async makePending(
      interactionId: number,
      given: { who: Who; assurance: Assurance; laneKey: string; nowMs: number },
    ): Promise<void> {
      await db
        .updateTable('interactions')
        .set({
          state: 'pending',
          who: JSON.stringify(given.who),
          assurance: given.assurance,
          lane_key: given.laneKey,
          pending_since_ms: given.nowMs,
          reason: null,
        })
        .where('interaction_id', '=', interactionId)
        .where('state', 'in', ['sealed', 'held'])
        .execute()
    },

    /** How many interactions of each are held, by `visitorKey`. */
    countHeldOf: (visitors: readonly Visitor[]): Promise<Map<string, number>> =>
      countByVisitor(db, engine, { visitors, state: 'held' }),

    /** Gives up interactions that happened before `beforeMs` and are still held, at most `limit`. Returns how many. */
    async shedHeld(
      { beforeMs, limit }: { beforeMs: number; limit: number },
      nowMs: number,
    ): Promise<number> {
      const expired = await db
        .selectFrom('interactions')
        .select('interaction_id')
        .where('state', '=', 'held')
        .where('first_occurred_at_ms', '<', beforeMs)
        .orderBy('first_occurred_at_ms')
        .limit(limit)
        .execute()
      for (const ids of batches(expired.map(({ interaction_id }) => interaction_id))) {
        await db
          .updateTable('interactions')
          .set({
            state: 'shed',
            reason: 'hold_expired' satisfies ErrorCode,
            ended_at_ms: nowMs,
            ...NOBODY,
          })
          .where('interaction_id', 'in', ids)
          .execute()
      }
      return expired.length
    },

    /** Buries an interaction of which nothing can be made. */
    async bury(interactionId: number, reason: ErrorCode, nowMs: number): Promise<void> {
      await db
        .updateTable('interactions')
        .set({ state: 'dead', reason, ended_at_ms: nowMs })
        .where('interaction_id', '=', interactionId)
        .execute()
    },
  }
}

export function readSealedRow(row: SealedRow): SealedInteraction {
  if (row.content === null) throw new Error(`interaction ${row.interaction_id} has no content`)
  return {
    interactionId: row.interaction_id,
    visitor: { siteId: row.site_id, anonymousId: row.anonymous_id },
    firstOccurredAtMs: row.first_occurred_at_ms,
    // Written by `seal` only, as reasons are by those who hold.
    content: readContent(row.content),
    reason: row.reason as ErrorCode | null,
    laneKey: row.lane_key,
    assurance: row.assurance as Assurance | null,
  }
}

/** What is kept of whom an interaction waits to be sent under, while there is no room. */
const NOBODY = { assurance: null, lane_key: null }
