import type { Kysely } from 'kysely'
import { MAX_FAILED_READ } from './read-failed.js'
import {
  attemptRecord,
  eventRecord,
  failedEventRecord,
  interactionRecord,
  type AttemptRecord,
  type EventRecord,
  type FailedEventRecord,
  type InteractionRecord,
} from './records.js'
import type { Tables } from './tables.js'

/** Enough for a person to read. */
const MAX_ROWS = 100

/** All that explaining one event or interaction asks; none of it changes anything. */
export function explainVerbs(db: Kysely<Tables>) {
  return {
    /** The namespace of the ids that Gong de-duplicates by. */
    async readInstallationId(): Promise<string> {
      const { installation_id } = await db
        .selectFrom('installation')
        .select('installation_id')
        .executeTakeFirstOrThrow()
      return installation_id
    },

    /** The events of this id: one at most on each site. */
    async findEvents(eventId: string, siteIds: readonly string[]): Promise<EventRecord[]> {
      const rows = await db
        .selectFrom('events')
        .selectAll()
        .where('site_id', 'in', siteIds)
        .where('event_id', 'in', [...new Set([eventId, eventId.toLowerCase()])])
        .execute()
      return rows.map(eventRecord)
    },

    async findInteraction(interactionId: number): Promise<InteractionRecord | null> {
      const row = await db
        .selectFrom('interactions')
        .selectAll()
        .where('interaction_id', '=', interactionId)
        .executeTakeFirst()
      return row ? interactionRecord(row) : null
    },

    /** By the id that Gong knows it by. */
    async findSentAs(gongEventId: string): Promise<InteractionRecord | null> {
      const row = await db
        .selectFrom('interactions')
        .selectAll()
        .where('gong_event_id', '=', gongEventId.toLowerCase())
        .executeTakeFirst()
      return row ? interactionRecord(row) : null
    },

    /**
     * Failed events in which `text` is the whole of a value, newest first. One has no key of its own but what came: so many
     * of the newest are read through.
     */
    async findFailedEvents(text: string): Promise<FailedEventRecord[]> {
      const value = JSON.stringify(text)
      const rows = await db
        .selectFrom((eb) =>
          eb
            .selectFrom('failed_events')
            .selectAll()
            .orderBy('received_at_ms', 'desc')
            .limit(MAX_FAILED_READ)
            .as('newest'),
        )
        .selectAll()
        .where('body', 'like', `%${value.replace(/[%_\\]/g, '_')}%`)
        .limit(MAX_ROWS)
        .execute()
      return rows.filter(({ body }) => body.includes(value)).map(failedEventRecord)
    },

    /** The first hundred events of an interaction, those of a digest's members too, in the order in which they happened. */
    async readEventsTold(interactionId: number): Promise<EventRecord[]> {
      const rows = await db
        .selectFrom('events')
        .selectAll()
        .where((eb) =>
          eb.or([
            eb('interaction_id', '=', interactionId),
            eb(
              'interaction_id',
              'in',
              eb
                .selectFrom('interactions')
                .select('interaction_id')
                .where('digest_id', '=', interactionId),
            ),
          ]),
        )
        .orderBy('occurred_at_ms')
        .orderBy('event_id')
        .limit(MAX_ROWS)
        .execute()
      return rows.map(eventRecord)
    },

    /** The last hundred calls for an interaction, in their order. */
    async readAttempts(interactionId: number): Promise<AttemptRecord[]> {
      const rows = await db
        .selectFrom('attempts')
        .selectAll()
        .where('interaction_id', '=', interactionId)
        .orderBy('attempt_id', 'desc')
        .limit(MAX_ROWS)
        .execute()
      return rows.reverse().map(attemptRecord)
    },

    /** When a lane's head may be tried next; null when nothing waits in it. */
    async readLaneDue(laneKey: string): Promise<number | null> {
      const row = await db
        .selectFrom('lanes')
        .select('due_at_ms')
        .where('lane_key', '=', laneKey)
        .executeTakeFirst()
      return row?.due_at_ms ?? null
    },

    /** What waits to be sent, by lane and then in the order in which it happened. */
    async readPending(limit: number): Promise<InteractionRecord[]> {
      const rows = await db
        .selectFrom('interactions')
        .selectAll()
        .where('state', '=', 'pending')
        .orderBy('lane_key')
        .orderBy('first_occurred_at_ms')
        .orderBy('interaction_id')
        .limit(limit)
        .execute()
      return rows.map(interactionRecord)
    },

    /** When the oldest event that is still kept was received; null of an empty store. */
    async readOldestReceived(): Promise<number | null> {
      const row = await db
        .selectFrom('events')
        .select('received_at_ms')
        .orderBy('seq')
        .limit(1)
        .executeTakeFirst()
      return row?.received_at_ms ?? null
    },

    /** Events of which only the number was kept, by site and reason. */
    async countDrops(siteIds: readonly string[]) {
      const rows = await db
        .selectFrom('drops')
        .select(['site_id', 'reason'])
        .select((eb) => [
          eb.fn.sum<number | string>('event_count').as('events'),
          eb.fn.max('dropped_at_ms').as('last_ms'),
        ])
        .where('site_id', 'in', siteIds)
        .groupBy(['site_id', 'reason'])
        .execute()
      return rows.map((row) => ({
        siteId: row.site_id,
        reason: row.reason,
        events: Number(row.events),
        lastAtMs: row.last_ms,
      }))
    },
  }
}
