import type { Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import type { Engine } from './engine.js'
import { standingOf, type Claim } from './outbox.js'
import type { Tables } from './tables.js'

/**
 * What an attempt came to, for the row; `retry` says when it is due again, and whether the others of its lane wait for
 * that or step over it.
 */
export type Conclusion =
  | { state: 'delivered'; requestId: string | null }
  | { state: 'dead'; reason: ErrorCode; detail: readonly string[] }
  | {
      state: 'retry'
      dueAtMs: number
      reason: ErrorCode
      failingSinceMs: number | null
      steppedOver: boolean
    }

export interface Attempt {
  startedAtMs: number
  durationMs: number
  outcome: string
  status: number | null
  reason: ErrorCode | null
  requestId: string | null
  errors: readonly string[]
}

export function concludeVerbs(db: Kysely<Tables>, { locksRows }: Engine) {
  async function writeAttempt({ interactionId }: Claim, attempt: Attempt): Promise<void> {
    await db
      .insertInto('attempts')
      .values({
        interaction_id: interactionId,
        started_at_ms: attempt.startedAtMs,
        duration_ms: attempt.durationMs,
        outcome: attempt.outcome,
        status: attempt.status,
        reason: attempt.reason,
        request_id: attempt.requestId,
        errors: JSON.stringify(attempt.errors),
      })
      .execute()
  }

  return {
    /**
     * Writes down what an attempt came to and gives the lane back. False, and the attempt is all that is written, when
     * somebody else has claimed the lane since. Of an interaction that was erased meanwhile nothing is written.
     */
    async conclude(
      claim: Claim,
      { attempt, conclusion, nowMs }: { attempt: Attempt; conclusion: Conclusion; nowMs: number },
    ): Promise<boolean> {
      // The lane before its rows, as everybody does: who adds to it meanwhile waits, and then finds it free.
      const lane = await db
        .selectFrom('lanes')
        .select('fence')
        .where('lane_key', '=', claim.laneKey)
        .$if(locksRows, (query) => query.forUpdate())
        .executeTakeFirst()
      const ours = lane?.fence === claim.fence
      const told = await db
        .selectFrom('interactions')
        .select('interaction_id')
        .where('interaction_id', '=', claim.interactionId)
        .executeTakeFirst()
      if (told) await writeAttempt(claim, attempt)
      if (!ours) return false
      await db
        .updateTable('interactions')
        .set({ ...columnsOf(conclusion, nowMs), attempts: claim.attempts + 1 })
        .where('interaction_id', '=', claim.interactionId)
        .execute()
      const waits = conclusion.state === 'retry' && !conclusion.steppedOver
      await db
        .updateTable('lanes')
        .set({
          leased_until_ms: 0,
          ...(waits
            ? { due_at_ms: conclusion.dueAtMs }
            : await standingOf(db, claim.laneKey, nowMs)),
        })
        .where('lane_key', '=', claim.laneKey)
        .execute()
      return true
    },
  }
}

function columnsOf(conclusion: Conclusion, nowMs: number) {
  switch (conclusion.state) {
    case 'delivered':
      return {
        state: 'delivered' as const,
        request_id: conclusion.requestId,
        reason: null,
        ended_at_ms: nowMs,
      }
    case 'dead':
      return {
        state: 'dead' as const,
        reason: conclusion.reason,
        detail: JSON.stringify(conclusion.detail),
        ended_at_ms: nowMs,
      }
    case 'retry':
      return {
        reason: conclusion.reason,
        failing_since_ms: conclusion.failingSinceMs,
        retry_at_ms: conclusion.steppedOver ? conclusion.dueAtMs : null,
      }
  }
}
