import type { Kysely, Selectable } from 'kysely'
import type { Engine } from './engine.js'
import type { SealedContent } from './interaction.js'
import { PRIORITIES, urgencyOf } from './priority.js'
import { readContent } from './read-content.js'
import type { Priority, ReportCall, Tables } from './tables.js'
import type { Assurance, Who } from './who.js'

/** The head of a lane, ours alone until the lease ends or a higher fence is given out. */
export interface Claim {
  laneKey: string
  fence: number
  interactionId: number
  siteId: string
  anonymousId: string
  sessionId: string
  gongEventId: string
  priority: Priority
  content: SealedContent
  who: Who
  assurance: Assurance
  /** The body of the call as JSON, fixed before the first attempt; null until then. */
  request: string | null
  /** Which of Gong's calls it is, once there is a request. */
  call: ReportCall
  /** Attempts before this one. */
  attempts: number
  /** When Gong first could not take it; null while it has not failed, and after a halt. */
  failingSinceMs: number | null
}

interface ClaimWish {
  nowMs: number
  leaseMs: number
  /** The least urgent that may be sent; of what is less urgent nothing is claimed, and it holds up nothing. */
  downTo: Priority
  /** Within a person, the most urgent before what happened first. */
  urgentFirst?: boolean
}

/** Lanes of interactions to be sent, and the claiming of one. */
export function outboxVerbs(db: Kysely<Tables>, { locksRows }: Engine) {
  /** Takes the free lane that has waited longest among those of this urgency. */
  async function takeLane(urgency: number, nowMs: number) {
    return db
      .selectFrom('lanes')
      .select(['lane_key', 'fence', 'urgency'])
      .where('urgency', '=', urgency)
      .where('due_at_ms', '<=', nowMs)
      .where('leased_until_ms', '<=', nowMs)
      .orderBy('due_at_ms')
      .limit(1)
      .$if(locksRows, (query) => query.forUpdate().skipLocked())
      .executeTakeFirst()
  }

  /** Makes a person's lane due no later than `dueAtMs`, or leaves it due earlier. */
  async function queueLane(
    laneKey: string,
    { dueAtMs, priority }: { dueAtMs: number; priority: Priority },
  ): Promise<void> {
    const urgency = urgencyOf(priority)
    await db
      .insertInto('lanes')
      // Fences start at the time, so that a lane which was removed and comes again outdates its former holders.
      .values({
        lane_key: laneKey,
        due_at_ms: dueAtMs,
        leased_until_ms: 0,
        fence: dueAtMs,
        urgency,
      })
      .onConflict((conflict) =>
        conflict.column('lane_key').doUpdateSet((eb) => ({
          // A lane that waits for its head's retry keeps waiting: its head comes first.
          due_at_ms: eb.fn.coalesce('lanes.due_at_ms', 'excluded.due_at_ms'),
          urgency: eb
            .case()
            .when(
              eb.or([
                eb('lanes.due_at_ms', 'is', null),
                eb('lanes.urgency', '>', eb.ref('excluded.urgency')),
              ]),
            )
            .then(eb.ref('excluded.urgency'))
            .else(eb.ref('lanes.urgency'))
            .end(),
        })),
      )
      .execute()
  }

  return {
    queueLane,

    /**
     * Puts what was stepped over, and is to be tried again by now, back to the head of its lane; at most `limit`. Returns
     * how many.
     */
    async wakeSteppedOver(nowMs: number, limit: number): Promise<number> {
      const due = await db
        .selectFrom('interactions')
        .select(['interaction_id', 'priority', (eb) => eb.ref('lane_key').$notNull().as('laneKey')])
        .where('state', '=', 'pending')
        .where('retry_at_ms', '<=', nowMs)
        .orderBy('lane_key')
        .limit(limit)
        .execute()
      for (const { interaction_id, priority, laneKey } of due) {
        // The lane before its rows, as everybody does.
        await queueLane(laneKey, { dueAtMs: nowMs, priority })
        await db
          .updateTable('interactions')
          .set({ retry_at_ms: null })
          .where('interaction_id', '=', interaction_id)
          .where('retry_at_ms', '<=', nowMs)
          .execute()
      }
      return due.length
    },

    /** When the next lane in which something of `downTo` or more urgent waits may be claimed, null when there is none. */
    async readNextDue(nowMs: number, downTo: Priority = 'low'): Promise<number | null> {
      const free: number[] = []
      for (const priority of upTo(downTo)) {
        const lane = await db
          .selectFrom('lanes')
          .select('due_at_ms')
          .where('urgency', '=', urgencyOf(priority))
          .where('due_at_ms', 'is not', null)
          .where('leased_until_ms', '<=', nowMs)
          .orderBy('due_at_ms')
          .limit(1)
          .executeTakeFirst()
        if (lane?.due_at_ms != null) free.push(lane.due_at_ms)
      }
      if (free.length > 0) return Math.min(...free)
      // All that are due are claimed, so they are few.
      const { leased_until_ms } = await db
        .selectFrom('lanes')
        .select((eb) => eb.fn.min('leased_until_ms').as('leased_until_ms'))
        .where('due_at_ms', 'is not', null)
        .where('urgency', '<=', urgencyOf(downTo))
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

    /**
     * Takes a lane and its head: of the lanes in which something urgent waits before the others, and among those the one
     * that has waited longest. Null when there is none for which `downTo` has room.
     */
    async claim({ nowMs, leaseMs, downTo, urgentFirst = false }: ClaimWish): Promise<Claim | null> {
      for (const priority of upTo(downTo)) {
        const urgency = urgencyOf(priority)
        for (
          let lane = await takeLane(urgency, nowMs);
          lane;
          lane = await takeLane(urgency, nowMs)
        ) {
          const { lane_key: laneKey } = lane
          const head = await readHead(db, laneKey, { from: urgency, downTo, urgentFirst })
          const fence = lane.fence + 1
          // A lane without a head is put where it belongs, and is not found here again.
          const standing = head
            ? { leased_until_ms: nowMs + leaseMs }
            : await standingOf(db, laneKey, nowMs)
          await db
            .updateTable('lanes')
            .set({ fence, ...standing })
            .where('lane_key', '=', laneKey)
            .execute()
          if (head) return claimOf(head, fence)
        }
      }
      return null
    },

    /** Keeps the call that every attempt of a claimed interaction makes. */
    async keepRequest(
      { interactionId }: Pick<Claim, 'interactionId'>,
      { call, request }: { call: ReportCall; request: string },
    ): Promise<void> {
      await db
        .updateTable('interactions')
        .set({ call, request })
        .where('interaction_id', '=', interactionId)
        .where('request', 'is', null)
        .execute()
    },
  }
}

/** The priorities that are `downTo` or more urgent, the most urgent first. */
function upTo(downTo: Priority): readonly Priority[] {
  return PRIORITIES.slice(0, urgencyOf(downTo) + 1)
}

type InteractionRow = Selectable<Tables['interactions']>

/**
 * Within a person, what happened first is sent first, or of the most urgent what happened first. What there is no room for
 * is stepped over, and so is what Gong has not taken for long, until it is woken.
 */
async function readHead(
  db: Kysely<Tables>,
  laneKey: string,
  { from, downTo, urgentFirst }: { from: number; downTo: Priority; urgentFirst: boolean },
): Promise<InteractionRow | undefined> {
  const heads: InteractionRow[] = []
  for (const priority of upTo(downTo).slice(from)) {
    const head = await selectReady(db, laneKey, priority).selectAll().executeTakeFirst()
    if (head) heads.push(head)
    if (head && urgentFirst) break
  }
  return heads.sort(
    (a, b) =>
      a.first_occurred_at_ms - b.first_occurred_at_ms || a.interaction_id - b.interaction_id,
  )[0]
}

function selectReady(db: Kysely<Tables>, laneKey: string, priority: Priority) {
  return db
    .selectFrom('interactions')
    .where('lane_key', '=', laneKey)
    .where('priority', '=', priority)
    .where('state', '=', 'pending')
    .where('retry_at_ms', 'is', null)
    .orderBy('first_occurred_at_ms')
    .orderBy('interaction_id')
    .limit(1)
}

/** When a lane is due, and how urgent the most urgent is that may be sent; due never while all in it is stepped over. */
export async function standingOf(
  db: Kysely<Tables>,
  laneKey: string,
  nowMs: number,
): Promise<{ due_at_ms: number | null; urgency?: number }> {
  for (const priority of PRIORITIES) {
    const ready = selectReady(db, laneKey, priority).select('interaction_id')
    if (await ready.executeTakeFirst()) return { due_at_ms: nowMs, urgency: urgencyOf(priority) }
  }
  return { due_at_ms: null }
}

function claimOf(head: InteractionRow, fence: number): Claim {
  if (!head.gong_event_id || !head.content || !head.who || !head.lane_key) {
    throw new Error(`interaction ${head.interaction_id} is pending and not complete`)
  }
  return {
    laneKey: head.lane_key,
    fence,
    interactionId: head.interaction_id,
    siteId: head.site_id,
    anonymousId: head.anonymous_id,
    sessionId: head.session_id,
    gongEventId: head.gong_event_id,
    priority: head.priority,
    content: readContent(head.content),
    who: JSON.parse(head.who) as Who,
    assurance: head.assurance as Assurance,
    request: head.request,
    call: head.call,
    attempts: head.attempts,
    failingSinceMs: head.failing_since_ms,
  }
}
