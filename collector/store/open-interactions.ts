import type { Kysely } from 'kysely'
import type { Visitor } from './events.js'
import type { InteractionKind, SealedContent } from './interaction.js'
import type { InteractionState, Tables } from './tables.js'

/** What makes two events tell the same interaction. */
export interface InteractionKey extends Visitor {
  sessionId: string
  kind: InteractionKind
  contentKey: string
}

export interface PartOfInteraction {
  interactionId: number
  part: number
  state: InteractionState
  openedAtMs: number
  firstOccurredAtMs: number
  eventCount: number
  /** The highest that it tells once it is sealed; null before one is sealed and where there are no milestones. */
  milestonePercent: number | null
}

/** Times of the collector's clock but for `firstOccurredAtMs`, the true time of the earliest event. */
export interface OpenTimes {
  openedAtMs: number
  sealDueAtMs: number
  firstOccurredAtMs: number
}

export interface Sealed {
  gongEventId: string
  content: SealedContent
  milestonePercent: number | null
}

/** From the first event of an interaction to the fixing of its content. */
export function openInteractionVerbs(db: Kysely<Tables>) {
  return {
    /** The part that an event of this key would join or follow. */
    async readLatestPart(key: InteractionKey): Promise<PartOfInteraction | null> {
      const row = await db
        .selectFrom('interactions')
        .select(['interaction_id', 'part', 'state', 'opened_at_ms', 'first_occurred_at_ms'])
        .select(['event_count', 'milestone_percent'])
        .where('site_id', '=', key.siteId)
        .where('anonymous_id', '=', key.anonymousId)
        .where('session_id', '=', key.sessionId)
        .where('kind', '=', key.kind)
        .where('content_key', '=', key.contentKey)
        .orderBy('part', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row
        ? {
            interactionId: row.interaction_id,
            part: row.part,
            state: row.state,
            openedAtMs: row.opened_at_ms,
            firstOccurredAtMs: row.first_occurred_at_ms,
            eventCount: row.event_count,
            milestonePercent: row.milestone_percent,
          }
        : null
    },

    async openInteraction(key: InteractionKey, part: number, times: OpenTimes): Promise<number> {
      const row = await db
        .insertInto('interactions')
        .values({
          site_id: key.siteId,
          anonymous_id: key.anonymousId,
          session_id: key.sessionId,
          kind: key.kind,
          content_key: key.contentKey,
          part,
          state: 'open',
          opened_at_ms: times.openedAtMs,
          seal_due_at_ms: times.sealDueAtMs,
          first_occurred_at_ms: times.firstOccurredAtMs,
        })
        .returning('interaction_id')
        .executeTakeFirstOrThrow()
      return row.interaction_id
    },

    /** One more event joins. */
    async extendInteraction(
      interactionId: number,
      times: Omit<OpenTimes, 'openedAtMs'>,
    ): Promise<void> {
      await db
        .updateTable('interactions')
        .set((eb) => ({
          seal_due_at_ms: times.sealDueAtMs,
          first_occurred_at_ms: times.firstOccurredAtMs,
          event_count: eb('event_count', '+', 1),
        }))
        .where('interaction_id', '=', interactionId)
        .execute()
    },

    /** Open interactions whose quiet time or maximum has passed. */
    async readSealable(nowMs: number, limit: number) {
      const rows = await db
        .selectFrom('interactions')
        .select(['interaction_id', 'site_id', 'anonymous_id', 'session_id', 'kind'])
        .select(['content_key', 'part', 'opened_at_ms'])
        .where('state', '=', 'open')
        .where('seal_due_at_ms', '<=', nowMs)
        .orderBy('seal_due_at_ms')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        interactionId: row.interaction_id,
        part: row.part,
        openedAtMs: row.opened_at_ms,
        key: {
          siteId: row.site_id,
          anonymousId: row.anonymous_id,
          sessionId: row.session_id,
          kind: row.kind as InteractionKind,
          contentKey: row.content_key,
        },
      }))
    },

    /** Fixes an interaction's content. It never changes afterwards. */
    async seal(interactionId: number, sealed: Sealed): Promise<void> {
      await db
        .updateTable('interactions')
        .set({
          state: 'sealed',
          gong_event_id: sealed.gongEventId,
          content: JSON.stringify(sealed.content),
          first_occurred_at_ms: sealed.content.occurredAtMs,
          milestone_percent: sealed.milestonePercent,
        })
        .where('interaction_id', '=', interactionId)
        .where('state', '=', 'open')
        .execute()
    },
  }
}
