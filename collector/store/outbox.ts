import type { Kysely } from 'kysely'
import type { Engine } from './engine.js'
import type { SealedContent } from './interaction.js'
import type { Tables } from './tables.js'
import type { Assurance, Who } from './who.js'

/** The head of a lane, ours alone until the lease ends or a higher fence is given out. */
export interface Claim {
  laneKey: string
  fence: number
  interactionId: number
  siteId: string
  sessionId: string
  gongEventId: string
  content: SealedContent
  who: Who
  assurance: Assurance
  /** The call to Gong as JSON, fixed before the first attempt; null until then. */
  request: string | null
  /** Attempts before this one. */
  attempts: number
  /** When Gong first could not take it; null while it has not failed, and after a halt. */
  failingSinceMs: number | null
}

/** Lanes of interactions to be sent, and the claiming of one. */
export function outboxVerbs(db: Kysely<Tables>, { locksRows }: Engine) {
  return {
    /** Makes a person's lane due no later than `dueAtMs`, or leaves it due earlier. */
    async queueLane(laneKey: string, dueAtMs: number): Promise<void> {
      await db
        .insertInto('lanes')
        // Fences start at the time, so that a lane which was removed and comes again outdates its former holders.
        .values({ lane_key: laneKey, due_at_ms: dueAtMs, leased_until_ms: 0, fence: dueAtMs })
        .onConflict((conflict) =>
          // A lane that waits for its head's retry keeps waiting: its head comes first.
          conflict.column('lane_key').doUpdateSet((eb) => ({
            due_at_ms: eb.fn.coalesce('lanes.due_at_ms', 'excluded.due_at_ms'),
          })),
        )
        .execute()
    },

    /** When the next lane may be claimed, null when nothing is to be sent. */
    async readNextDue(nowMs: number): Promise<number | null> {
      const free = await db
        .selectFrom('lanes')
        .select('due_at_ms')
        .where('due_at_ms', 'is not', null)
        .where('leased_until_ms', '<=', nowMs)
        .orderBy('due_at_ms')
        .limit(1)
        .executeTakeFirst()
      if (free) return free.due_at_ms
      // All that are due are claimed, so they are few.
      const { leased_until_ms } = await db
        .selectFrom('lanes')
        .select((eb) => eb.fn.min('leased_until_ms').as('leased_until_ms'))
        .where('due_at_ms', 'is not', null)
        .executeTakeFirstOrThrow()
      return leased_until_ms
    },

    /** How many interactions wait to be sent, counted up to `limit`. */
    async countPending(limit: number): Promise<number> {
      const rows = await db
        .selectFrom('interactions')
        .select('interaction_id')
        .where('state', '=', 'pending')
        .limit(limit)
        .execute()
      return rows.length
    },

    /** Takes the lane that has waited longest, and its head. Null when no lane is due. */
    async claim(nowMs: number, leaseMs: number): Promise<Claim | null> {
      const lane = await db
        .selectFrom('lanes')
        .select(['lane_key', 'fence'])
        .where('due_at_ms', '<=', nowMs)
        .where('leased_until_ms', '<=', nowMs)
        .orderBy('due_at_ms')
        .limit(1)
        .$if(locksRows, (query) => query.forUpdate().skipLocked())
        .executeTakeFirst()
      if (!lane) return null
      const head = await selectHead(db, lane.lane_key).executeTakeFirst()
      const fence = lane.fence + 1
      await db
        .updateTable('lanes')
        .set(head ? { fence, leased_until_ms: nowMs + leaseMs } : { fence, due_at_ms: null })
        .where('lane_key', '=', lane.lane_key)
        .execute()
      if (!head?.gong_event_id || !head.content || !head.who) return null
      return {
        laneKey: lane.lane_key,
        fence,
        interactionId: head.interaction_id,
        siteId: head.site_id,
        sessionId: head.session_id,
        gongEventId: head.gong_event_id,
        content: JSON.parse(head.content) as SealedContent,
        who: JSON.parse(head.who) as Who,
        assurance: head.assurance as Assurance,
        request: head.request,
        attempts: head.attempts,
        failingSinceMs: head.failing_since_ms,
      }
    },

    /** Keeps the call that every attempt of a claimed interaction makes. */
    async keepRequest({ interactionId }: Claim, request: string): Promise<void> {
      await db
        .updateTable('interactions')
        .set({ request })
        .where('interaction_id', '=', interactionId)
        .where('request', 'is', null)
        .execute()
    },
  }
}

/** Within a person, what happened first is sent first. */
export function selectHead(db: Kysely<Tables>, laneKey: string) {
  return db
    .selectFrom('interactions')
    .selectAll()
    .where('lane_key', '=', laneKey)
    .where('state', '=', 'pending')
    .orderBy('first_occurred_at_ms')
    .orderBy('interaction_id')
    .limit(1)
}
