import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import { mayHaveReachedGong } from './may-have-reached-gong.js'
import { outboxVerbs } from './outbox.js'
import { urgencyOf } from './priority.js'
import { readNewest, type Asked } from './read-newest.js'
import type { InteractionRecord } from './records.js'
import type { Priority, Tables } from './tables.js'

/**
 * What became of a dead letter that was to be put back: with the very call that Gong may have, or to be composed anew;
 * `nobody`: it was buried before it had a person, and there is nothing to send.
 */
export type Redriven = 'same call' | 'composed anew' | 'nobody' | 'not dead'

/** What can be asked of dead letters without changing them. By the index of the dead, of which there are few reasons. */
export function deadLetterReadVerbs(db: Kysely<Tables>) {
  async function countDead(): Promise<{ reason: string; interactions: number }[]> {
    const rows = await db
      .selectFrom('interactions')
      .select((eb) => [
        eb.ref('reason').$notNull().as('reason'),
        eb.fn.countAll<number | string>().as('interactions'),
      ])
      .where('state', '=', 'dead')
      // Whoever buries gives a reason.
      .where('reason', 'is not', null)
      .groupBy('reason')
      .orderBy('reason')
      .execute()
    return rows.map(({ reason, interactions }) => ({ reason, interactions: Number(interactions) }))
  }

  async function readNewestIds(reason: string | undefined, limit: number): Promise<number[]> {
    const reasons = reason === undefined ? (await countDead()).map((each) => each.reason) : [reason]
    const newest: number[] = []
    for (const each of reasons) {
      const rows = await db
        .selectFrom('interactions')
        .select('interaction_id')
        .where('state', '=', 'dead')
        .where('reason', '=', each)
        .orderBy('interaction_id', 'desc')
        .limit(limit)
        .execute()
      newest.push(...rows.map(({ interaction_id }) => interaction_id))
    }
    return newest.sort((a, b) => b - a).slice(0, limit)
  }

  return {
    /** How many there are, by reason. */
    countDead,

    /** The newest, of one reason or of all; with `search` of the newest MAX_SEARCHED those that have it. */
    readDead({
      reason,
      ...asked
    }: Asked & { reason?: string | undefined }): Promise<InteractionRecord[]> {
      return readNewest(db, (limit) => readNewestIds(reason, limit), asked)
    },

    /** The next of one reason after a number, so that each is come by once, also when it dies again meanwhile. */
    async readDeadIds(
      reason: string,
      { afterId, limit }: { afterId: number; limit: number },
    ): Promise<number[]> {
      const rows = await db
        .selectFrom('interactions')
        .select('interaction_id')
        .where('state', '=', 'dead')
        .where('reason', '=', reason)
        .where('interaction_id', '>', afterId)
        .orderBy('interaction_id')
        .limit(limit)
        .execute()
      return rows.map(({ interaction_id }) => interaction_id)
    },
  }
}

/** Redriving belongs into a stage's transaction, as all that locks several lanes does. */
export function deadLetterVerbs(db: Kysely<Tables>, engine: Engine) {
  const outbox = outboxVerbs(db, engine)

  /** Those of which some attempt may have reached Gong: all but what it refused in so many words, or what was no call. */
  async function mayBeAtGong(interactionIds: readonly number[]): Promise<Set<number>> {
    const rows = await db
      .selectFrom('attempts')
      .select('interaction_id')
      .distinct()
      .where('interaction_id', 'in', interactionIds)
      .where(mayHaveReachedGong)
      .execute()
    return new Set(rows.map(({ interaction_id }) => interaction_id))
  }

  async function putBack(
    interactionIds: readonly number[],
    { nowMs, keepRequest }: { nowMs: number; keepRequest: boolean },
  ): Promise<void> {
    for (const ids of batches(interactionIds)) {
      await db
        .updateTable('interactions')
        .set({
          state: 'pending',
          pending_since_ms: nowMs,
          failing_since_ms: null,
          retry_at_ms: null,
          ended_at_ms: null,
          reason: null,
          detail: '[]',
          ...(!keepRequest && { request: null }),
        })
        .where('interaction_id', 'in', ids)
        .where('state', '=', 'dead')
        .execute()
    }
  }

  return {
    ...deadLetterReadVerbs(db),

    /**
     * Puts dead letters back into their persons' lanes, under the same id at Gong and for three days of attempts more.
     * The call stays where an attempt may have reached Gong, so that nothing is told twice in other words. Returns what
     * became of each.
     */
    async redrive(
      interactionIds: readonly number[],
      nowMs: number,
    ): Promise<Map<number, Redriven>> {
      const became = new Map<number, Redriven>(interactionIds.map((id) => [id, 'not dead']))
      const lanes = new Map<string, Priority>()
      for (const ids of batches([...became.keys()])) {
        const rows = await db
          .selectFrom('interactions')
          .select(['interaction_id', 'lane_key', 'priority', 'who', 'gong_event_id'])
          .where('interaction_id', 'in', ids)
          .where('state', '=', 'dead')
          .execute()
        const atGong = await mayBeAtGong(ids)
        for (const { interaction_id, lane_key, priority, who, gong_event_id } of rows) {
          if (lane_key === null || who === null || gong_event_id === null) {
            became.set(interaction_id, 'nobody')
            continue
          }
          became.set(interaction_id, atGong.has(interaction_id) ? 'same call' : 'composed anew')
          lanes.set(lane_key, moreUrgent(priority, lanes.get(lane_key)))
        }
      }
      // The lanes before their rows, as everybody does: this locks them.
      for (const [laneKey, priority] of [...lanes].sort(([a], [b]) => (a < b ? -1 : 1))) {
        await outbox.queueLane(laneKey, { dueAtMs: nowMs, priority })
      }
      const those = (kind: Redriven) =>
        [...became].flatMap(([id, each]) => (each === kind ? [id] : []))
      await putBack(those('same call'), { nowMs, keepRequest: true })
      await putBack(those('composed anew'), { nowMs, keepRequest: false })
      return became
    },
  }
}

function moreUrgent(one: Priority, other: Priority = 'low'): Priority {
  return urgencyOf(one) < urgencyOf(other) ? one : other
}
