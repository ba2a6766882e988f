import { sql, type Kysely } from 'kysely'
import { interactionRecord, type InteractionRecord } from './records.js'
import type { InteractionState, Tables } from './tables.js'

interface TimelinePage {
  limit: number
  /** Only what has a lower number. */
  beforeId?: number | undefined
  states: readonly InteractionState[]
}

/** Of the newest, so many are looked at; what is asked for may be rare among them. */
export const MAX_LOOKED_AT = 20_000

/** Beyond this many it says no more than that there are many. */
export const MAX_OPEN_COUNTED = 10_000

/** What once had a person and waited to be sent; an index knows it, however many others are held and shed. */
const TOLD: readonly InteractionState[] = ['pending', 'delivered', 'folded']

/** What sellers read or will read, and what else has become of it. */
export function timelineVerbs(db: Kysely<Tables>) {
  /** The number below which no more is looked at. */
  async function readFloor({ beforeId, states }: Omit<TimelinePage, 'limit'>): Promise<number> {
    const newest = db
      .selectFrom('interactions')
      .select('interaction_id')
      .$if(beforeId !== undefined, (query) => query.where('interaction_id', '<', beforeId ?? 0))
      .orderBy('interaction_id', 'desc')
      .limit(1)
    if (areTold(states)) {
      const told = newest.where('pending_since_ms', 'is not', null).offset(MAX_LOOKED_AT)
      return (await told.executeTakeFirst())?.interaction_id ?? 0
    }
    return ((await newest.executeTakeFirst())?.interaction_id ?? 0) - MAX_LOOKED_AT
  }

  return {
    /** In these states, the newest by number, among the MAX_LOOKED_AT before `beforeId`. */
    async readTimeline({ limit, beforeId, states }: TimelinePage): Promise<InteractionRecord[]> {
      const floor = await readFloor({ beforeId, states })
      const rows = await db
        .selectFrom('interactions')
        .selectAll()
        .where('interaction_id', '>', floor)
        .$if(beforeId !== undefined, (query) => query.where('interaction_id', '<', beforeId ?? 0))
        .$if(areTold(states), (query) => query.where('pending_since_ms', 'is not', null))
        .where('state', 'in', states)
        .orderBy('interaction_id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(interactionRecord)
    },

    /** How many still gather what happens, up to MAX_OPEN_COUNTED, and when the next of them is told. */
    async countOpen(): Promise<{ interactions: number; nextSealDueAtMs: number | null }> {
      const { interactions, next_ms } = await db
        .selectFrom((eb) =>
          eb
            .selectFrom('interactions')
            .select('seal_due_at_ms')
            // Written out, as the index has it.
            .where('state', '=', sql.lit('open'))
            .orderBy('seal_due_at_ms')
            .limit(MAX_OPEN_COUNTED)
            .as('open'),
        )
        .select((eb) => [
          eb.fn.countAll<number | string>().as('interactions'),
          eb.fn.min('seal_due_at_ms').as('next_ms'),
        ])
        .executeTakeFirstOrThrow()
      // The least of none is null, which its type does not say.
      const nextMs = next_ms as number | string | null
      return {
        interactions: Number(interactions),
        nextSealDueAtMs: nextMs === null ? null : Number(nextMs),
      }
    },

    /** What was or is to be sent under one person, or waits for room, the newest by number. */
    async readOfLane(laneKey: string, limit: number): Promise<InteractionRecord[]> {
      const rows = await db
        .selectFrom('interactions')
        .selectAll()
        .where('lane_key', '=', laneKey)
        .orderBy('interaction_id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(interactionRecord)
    },
  }
}

function areTold(states: readonly InteractionState[]): boolean {
  return states.every((state) => TOLD.includes(state))
}
