import type { Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import { batches } from './batches.js'
import type { Visitor } from './events.js'
import type { SealedContent } from './interaction.js'
import type { Tables } from './tables.js'
import type { Assurance, Who } from './who.js'

/** From an interaction's fixed content to its place in a person's lane, or to its end without one. */
export function sealedInteractionVerbs(db: Kysely<Tables>) {
  return {
    /** Sealed interactions that wait to be given their person. */
    async readSealed(limit: number) {
      const rows = await db
        .selectFrom('interactions')
        .select(['interaction_id', 'site_id', 'anonymous_id', 'first_occurred_at_ms'])
        .select((eb) => eb.ref('content').$notNull().as('content'))
        .where('state', '=', 'sealed')
        .orderBy('interaction_id')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        interactionId: row.interaction_id,
        visitor: { siteId: row.site_id, anonymousId: row.anonymous_id },
        firstOccurredAtMs: row.first_occurred_at_ms,
        content: JSON.parse(row.content) as SealedContent,
      }))
    },

    async hold(interactionId: number, reason: ErrorCode): Promise<void> {
      await db
        .updateTable('interactions')
        .set({ state: 'held', reason })
        .where('interaction_id', '=', interactionId)
        .where('state', '=', 'sealed')
        .execute()
    },

    /** Gives a sealed interaction its person; neither changes afterwards. */
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
        .where('state', '=', 'sealed')
        .execute()
    },

    /** Lets a visitor's held interactions be asked again whose they are. */
    async releaseHeld(visitor: Visitor): Promise<void> {
      await db
        .updateTable('interactions')
        .set({ state: 'sealed', reason: null })
        .where('state', '=', 'held')
        .where('site_id', '=', visitor.siteId)
        .where('anonymous_id', '=', visitor.anonymousId)
        .execute()
    },

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
          .set({ state: 'shed', reason: 'hold_expired' satisfies ErrorCode, ended_at_ms: nowMs })
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
