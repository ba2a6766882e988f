import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import { mayHaveReachedGong } from './may-have-reached-gong.js'
import type { Tables } from './tables.js'

/** What Gong has, or may have, of interactions: nothing that is done here takes it back. */
export interface AtGong {
  /** It said so: by which of its requestIds, in order of delivery; null where it named none. */
  delivered: (string | null)[]
  /** A call was made or is under way, and nobody knows what came of it. */
  uncertain: number
}

export const NOTHING_AT_GONG: AtGong = { delivered: [], uncertain: 0 }

export async function readAtGong(
  db: Kysely<Tables>,
  interactionIds: readonly number[],
): Promise<AtGong> {
  let all = NOTHING_AT_GONG
  for (const ids of batches(interactionIds)) {
    const delivered = await db
      .selectFrom('interactions')
      .select('request_id')
      .where('interaction_id', 'in', ids)
      .where('state', '=', 'delivered')
      .execute()
    const tried = await db
      .selectFrom('attempts')
      .innerJoin('interactions', 'interactions.interaction_id', 'attempts.interaction_id')
      .select('attempts.interaction_id')
      .distinct()
      .where('attempts.interaction_id', 'in', ids)
      .where('interactions.state', '<>', 'delivered')
      .where(mayHaveReachedGong)
      .execute()
    const underWay = await db
      .selectFrom('interactions')
      .innerJoin('lanes', 'lanes.lane_key', 'interactions.lane_key')
      .select('interaction_id')
      .where('interaction_id', 'in', ids)
      .where('state', '=', 'pending')
      .where('request', 'is not', null)
      // Whoever concludes an attempt gives the lease back.
      .where('leased_until_ms', '>', 0)
      .execute()
    const uncertain = new Set([...tried, ...underWay].map(({ interaction_id }) => interaction_id))
    all = sumAtGong(all, {
      delivered: delivered.map(({ request_id }) => request_id),
      uncertain: uncertain.size,
    })
  }
  return all
}

export function sumAtGong(a: AtGong, b: AtGong): AtGong {
  return { delivered: [...a.delivered, ...b.delivered], uncertain: a.uncertain + b.uncertain }
}
