import type { Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import { batches } from './batches.js'
import { urgencyOf } from './priority.js'
import { readUntold, type UntoldDigest } from './relief-untold.js'
import type { Tables } from './tables.js'

/** What forgetting a visitor has to do about what was told together with others' interactions. */
export function reliefForgetVerbs(db: Kysely<Tables>) {
  return {
    /**
     * Before something that digests tell of is forgotten: takes apart those of these that Gong does not have, by all that
     * is written down of them, so that what others did waits again, to be told without it. The lanes are locked by the
     * caller.
     */
    async takeApartDigests(digestIds: readonly number[]): Promise<void> {
      const untold: UntoldDigest[] = []
      for (const some of batches(digestIds)) untold.push(...(await readUntold(db, some)))
      // The lanes before their rows, in the order of their names, as everybody does.
      for (const digest of untold.sort((a, b) => (a.laneKey < b.laneKey ? -1 : 1))) {
        await wakeLane(db, digest)
      }
      for (const some of batches(untold.map(({ interactionId }) => interactionId))) {
        await db
          .updateTable('interactions')
          .set({ state: 'pending', digest_id: null, reason: null, ended_at_ms: null })
          .where('digest_id', 'in', some)
          .execute()
        await db.deleteFrom('attempts').where('interaction_id', 'in', some).execute()
        await db.deleteFrom('interactions').where('interaction_id', 'in', some).execute()
      }
    },

    /**
     * Before these interactions go: what others did and a digest among them was to tell is given up, since nobody knows
     * whether Gong has it. Members of a delivered one stay folded: they were told. When they ended is still when they
     * were folded.
     */
    async giveUpMembersOf(interactionIds: readonly number[]): Promise<void> {
      for (const some of batches(interactionIds)) {
        await db
          .updateTable('interactions')
          .set({ state: 'shed', digest_id: null, reason: 'person_erased' satisfies ErrorCode })
          .where('state', '=', 'folded')
          .where(
            'digest_id',
            'in',
            db
              .selectFrom('interactions as digest')
              .select('digest.interaction_id')
              .where('digest.interaction_id', 'in', some)
              .where('digest.state', '<>', 'delivered'),
          )
          .execute()
      }
    },
  }
}

/**
 * Nothing may have waited in the lane, or nothing that is to be tried soon; else it keeps its place. It is due since the
 * digest was, which is later than all that a former lane of this name gave out as fences for it.
 */
async function wakeLane(
  db: Kysely<Tables>,
  { laneKey, sinceMs }: Pick<UntoldDigest, 'laneKey' | 'sinceMs'>,
): Promise<void> {
  const due = { due_at_ms: sinceMs, urgency: urgencyOf('low') }
  await db
    .insertInto('lanes')
    .values({ lane_key: laneKey, leased_until_ms: 0, fence: sinceMs, ...due })
    .onConflict((conflict) =>
      conflict.column('lane_key').doUpdateSet(due).where('lanes.due_at_ms', 'is', null),
    )
    .execute()
}
