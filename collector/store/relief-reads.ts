import type { Kysely } from 'kysely'
import type { SealedContent } from './interaction.js'
import { interactionRecord, type InteractionRecord } from './records.js'
import { isFoldable, isUntried } from './relief-foldable.js'
import type { Priority, Tables } from './tables.js'
import type { Assurance, Who } from './who.js'

/** A pending interaction, as far as it matters to what it is told together with. */
export interface WaitingInteraction
  extends
    Pick<InteractionRecord, 'interactionId' | 'siteId' | 'anonymousId' | 'sessionId' | 'kind'>,
    Pick<InteractionRecord, 'contentKey' | 'state' | 'priority' | 'firstOccurredAtMs'>,
    Pick<InteractionRecord, 'eventCount' | 'request' | 'attempts'> {
  content: SealedContent
  gongEventId: string
  who: Who
  assurance: Assurance
  laneKey: string
  pendingSinceMs: number
}

/** Where a reading of what waits goes on. */
export interface WaitingPlace {
  pendingSinceMs: number
  interactionId: number
}

interface WaitingLanes {
  /** Each once, in the order in which they were come upon. */
  laneKeys: string[]
  /** Null when there is no more. */
  next: WaitingPlace | null
}

/** What waits for so long that it is told together with others, or given up. */
export function reliefReads(db: Kysely<Tables>) {
  return {
    /**
     * The lanes, `maxLanes` at the most, of low interactions which have waited since `untilMs` or longer and could be told
     * together with another of their day: found among the next `limit` that have waited so long.
     */
    async readFoldableLanes({
      untilMs,
      after,
      limit,
      maxLanes,
    }: {
      untilMs: number
      after: WaitingPlace | null
      limit: number
      maxLanes: number
    }): Promise<WaitingLanes> {
      const rows = await db
        .selectFrom('interactions as one')
        .select((eb) => [
          'one.interaction_id',
          eb.ref('one.lane_key').$notNull().as('lane_key'),
          eb.ref('one.pending_since_ms').$notNull().as('pending_since_ms'),
          isFoldable(eb).as('is_foldable'),
        ])
        .where('state', '=', 'pending')
        .where('priority', '=', 'low')
        .where('pending_since_ms', '<=', untilMs)
        .$if(after !== null, (query) =>
          query
            .where('pending_since_ms', '>=', after?.pendingSinceMs ?? 0)
            .where((eb) =>
              eb.or([
                eb('pending_since_ms', '>', after?.pendingSinceMs ?? 0),
                eb('interaction_id', '>', after?.interactionId ?? 0),
              ]),
            ),
        )
        .orderBy('pending_since_ms')
        .orderBy('interaction_id')
        .limit(limit)
        .execute()

      const laneKeys = new Set<string>()
      let seen: WaitingPlace | null = null
      for (const { interaction_id, lane_key, pending_since_ms, is_foldable } of rows) {
        // SQLite's truth is a number.
        if (is_foldable) {
          if (!laneKeys.has(lane_key) && laneKeys.size === maxLanes) {
            return { laneKeys: [...laneKeys], next: seen }
          }
          laneKeys.add(lane_key)
        }
        seen = { pendingSinceMs: pending_since_ms, interactionId: interaction_id }
      }
      return { laneKeys: [...laneKeys], next: rows.length < limit ? null : seen }
    },

    /** Low interactions of a lane which no call was made for and which are no digest of a day, what happened first first. */
    async readFoldable(laneKey: string, limit: number): Promise<WaitingInteraction[]> {
      const rows = await db
        .selectFrom('interactions')
        .selectAll()
        .where('lane_key', '=', laneKey)
        .where('priority', '=', 'low')
        .where('state', '=', 'pending')
        .where(isUntried('interactions'))
        .orderBy('first_occurred_at_ms')
        .orderBy('interaction_id')
        .limit(limit)
        .execute()
      return rows.map(interactionRecord).map(waiting)
    },

    /**
     * The `limit` that have waited longest, since `untilMs` or longer, in lanes that nobody has claimed; without those that
     * are to be told together first.
     */
    async readOverdue({
      priority,
      untilMs,
      nowMs,
      limit,
    }: {
      priority: Priority
      untilMs: number
      nowMs: number
      limit: number
    }): Promise<{ interactionId: number; laneKey: string }[]> {
      return db
        .selectFrom('interactions as one')
        .select((eb) => [
          'interaction_id as interactionId',
          eb.ref('lane_key').$notNull().as('laneKey'),
        ])
        .where('state', '=', 'pending')
        .where('priority', '=', priority)
        .where('pending_since_ms', '<=', untilMs)
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('lanes')
              .select('lanes.lane_key')
              .whereRef('lanes.lane_key', '=', 'one.lane_key')
              .where('leased_until_ms', '<=', nowMs),
          ),
        )
        .$if(priority === 'low', (query) => query.where((eb) => eb.not(isFoldable(eb))))
        .orderBy('pending_since_ms')
        .limit(limit)
        .execute()
    },
  }
}

function waiting(record: InteractionRecord): WaitingInteraction {
  const { content, gongEventId, who, assurance, laneKey, pendingSinceMs } = record
  if (!content || !gongEventId || !who || !assurance || laneKey === null) {
    throw new Error(`interaction ${record.interactionId} is pending and not complete`)
  }
  if (pendingSinceMs === null) {
    throw new Error(`interaction ${record.interactionId} is pending since nobody knows when`)
  }
  return { ...record, content, gongEventId, who, assurance, laneKey, pendingSinceMs }
}
