import type { Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import { DIGEST_KIND } from './interaction.js'
import { standingOf } from './outbox.js'
import { reliefForgetVerbs } from './relief-forget.js'
import { reliefReads, type WaitingInteraction } from './relief-reads.js'
import type { Tables } from './tables.js'

/** A new interaction in the place of its members, of whose first it has visitor, session and person. */
export interface NewDigest {
  first: WaitingInteraction
  memberIds: readonly number[]
  /** Of which it is the next part. */
  contentKey: string
  gongEventId: string
  eventCount: number
  content: WaitingInteraction['content']
}

/**
 * Making room where the budget is short: telling together, and giving up. Who folds or sheds has locked the lanes before
 * their interactions, in one stage's transaction, and settles them afterwards: who queues something there meanwhile waits
 * for that.
 */
export function reliefVerbs(db: Kysely<Tables>, { locksRows }: Engine) {
  return {
    ...reliefReads(db),
    ...reliefForgetVerbs(db),

    /** Locks those of these lanes that nobody has claimed or is about to; the others are left out. */
    async lockFreeLanes(laneKeys: readonly string[], nowMs: number): Promise<string[]> {
      const free: string[] = []
      for (const some of batches(laneKeys.toSorted())) {
        const rows = await db
          .selectFrom('lanes')
          .select('lane_key')
          .where('lane_key', 'in', some)
          .where('leased_until_ms', '<=', nowMs)
          .orderBy('lane_key')
          .$if(locksRows, (query) => query.forUpdate().skipLocked())
          .execute()
        free.push(...rows.map(({ lane_key }) => lane_key))
      }
      return free
    },

    /** Puts a digest into its members' lane; they end, and say where they are told. Returns its number. */
    async foldIntoDigest(digest: NewDigest, nowMs: number): Promise<number> {
      const { first, memberIds } = digest
      const key = {
        site_id: first.siteId,
        anonymous_id: first.anonymousId,
        session_id: first.sessionId,
        kind: DIGEST_KIND,
        content_key: digest.contentKey,
      }
      const { part } = await db
        .selectFrom('interactions')
        .select((eb) => eb.fn.max('part').as('part'))
        .where((eb) => eb.and(key))
        .executeTakeFirstOrThrow()
      const { interaction_id: digestId } = await db
        .insertInto('interactions')
        .values({
          ...key,
          part: (part ?? 0) + 1,
          state: 'pending',
          priority: digest.content.priority,
          opened_at_ms: nowMs,
          seal_due_at_ms: nowMs,
          first_occurred_at_ms: digest.content.occurredAtMs,
          event_count: digest.eventCount,
          content: JSON.stringify(digest.content),
          gong_event_id: digest.gongEventId,
          who: JSON.stringify(first.who),
          assurance: first.assurance,
          lane_key: first.laneKey,
          pending_since_ms: nowMs,
        })
        .returning('interaction_id')
        .executeTakeFirstOrThrow()
      for (const ids of batches(memberIds)) {
        await db
          .updateTable('interactions')
          .set({
            state: 'folded',
            digest_id: digestId,
            reason: 'told_in_digest' satisfies ErrorCode,
            ended_at_ms: nowMs,
          })
          .where('interaction_id', 'in', ids)
          .where('state', '=', 'pending')
          .execute()
      }
      return digestId
    },

    /** Gives up what waits for want of calls. Returns how many. */
    async shedOverBudget(interactionIds: readonly number[], nowMs: number): Promise<number> {
      let shed = 0
      for (const ids of batches(interactionIds)) {
        const { numUpdatedRows } = await db
          .updateTable('interactions')
          .set({
            state: 'shed',
            reason: 'over_budget' satisfies ErrorCode,
            ended_at_ms: nowMs,
          })
          .where('interaction_id', 'in', ids)
          .where('state', '=', 'pending')
          .executeTakeFirst()
        shed += Number(numUpdatedRows)
      }
      return shed
    },

    /**
     * Says how urgent what is left in these lanes is, and which of them are empty. When the others are due stays: who has
     * waited keeps the place, and what failed its time to be tried again.
     */
    async settleLanes(laneKeys: readonly string[], nowMs: number): Promise<void> {
      for (const laneKey of laneKeys) {
        const standing = await standingOf(db, laneKey, nowMs)
        const { due_at_ms, urgency } = standing
        const settled = due_at_ms === null ? { due_at_ms } : { urgency }
        await db.updateTable('lanes').set(settled).where('lane_key', '=', laneKey).execute()
      }
    },
  }
}
