import type { Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import type { Tables } from './tables.js'

export interface UntoldDigest {
  interactionId: number
  laneKey: string
  /** Since when it waited, or was dead. */
  sinceMs: number
}

/**
 * Those of these interactions that are digests and of which no call may have reached Gong: no call was prepared, or every
 * one was answered by a refusal, and none is under way or was lost with its process. By the same rule a dead letter is
 * composed anew.
 */
export async function readUntold(
  db: Kysely<Tables>,
  interactionIds: readonly number[],
): Promise<UntoldDigest[]> {
  return db
    .selectFrom('interactions as digest')
    .select((eb) => [
      'interaction_id as interactionId',
      eb.ref('lane_key').$notNull().as('laneKey'),
      eb.fn.coalesce('ended_at_ms', 'pending_since_ms').$notNull().as('sinceMs'),
    ])
    .where('interaction_id', 'in', interactionIds)
    .where('lane_key', 'is not', null)
    .where('pending_since_ms', 'is not', null)
    .where('state', 'in', ['pending', 'dead'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('interactions as member')
          .select('member.interaction_id')
          .whereRef('member.digest_id', '=', 'digest.interaction_id'),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('attempts')
            .select('attempt_id')
            .whereRef('attempts.interaction_id', '=', 'digest.interaction_id')
            .where((attempt) =>
              attempt.or([
                attempt('attempts.reason', 'is', null),
                // Which was no call.
                attempt('attempts.reason', '<>', 'contract_violation' satisfies ErrorCode),
              ]),
            )
            .where((attempt) =>
              attempt.or([
                attempt('status', 'is', null),
                attempt('status', '<', 400),
                attempt('status', '>=', 500),
                attempt('status', 'in', [408, 409]),
              ]),
            ),
        ),
      ),
    )
    .where((eb) =>
      eb.or([
        eb('request', 'is', null),
        eb.and([eb('state', '=', 'dead'), eb('attempts', '>', 0)]),
        eb.and([
          eb('attempts', '>', 0),
          // Whoever concludes gives the lane back; whoever died did not.
          eb.not(
            eb.exists(
              eb
                .selectFrom('lanes')
                .select('lanes.lane_key')
                .whereRef('lanes.lane_key', '=', 'digest.lane_key')
                .where('leased_until_ms', '>', 0),
            ),
          ),
        ]),
      ]),
    )
    .execute()
}
