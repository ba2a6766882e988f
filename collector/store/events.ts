import type { Kysely } from 'kysely'
import type { WireEvent } from '../../wire/event.js'
import type { ErrorCode } from '../lib/error-codes.js'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import { failedOfErasedVerbs } from './failed-of-erased.js'
import type { SpooledBeacon } from './spool/spooled-beacon.js'
import type { Tables } from './tables.js'
import type { VisitorContext } from './visitor-context.js'
import { withValues } from './values-table.js'

/** An event at rest: never edited, only moved from stage to stage. */
export interface StoredEvent extends Visitor {
  seq: number
  sessionId: string
  /** The true time. */
  occurredAtMs: number
  receivedAtMs: number
  userAgent: string | null
  context: VisitorContext
  event: WireEvent
}

/** A browser on a site. */
export interface Visitor {
  siteId: string
  anonymousId: string
}

/** The same for the same visitor. */
export function visitorKey({ siteId, anonymousId }: Visitor): string {
  return `${siteId} ${anonymousId}`
}

/** Where an event ends: in an interaction, or with the reason why it is in none. */
export type Fold =
  | { seq: number; interactionId: number; unfoldedReason: null }
  | { seq: number; interactionId: null; unfoldedReason: ErrorCode }

export function eventVerbs(db: Kysely<Tables>, engine: Engine, installationId: string) {
  const failures = failedOfErasedVerbs(db, installationId)
  return {
    /**
     * Takes beacons over from the spool. A repeat changes nothing, so forwarding after a crash is harmless. Failed events
     * of somebody who was erased go at once, and are counted; events go as they are stitched.
     */
    async appendBeacons(beacons: readonly SpooledBeacon[]): Promise<void> {
      const events = beacons.flatMap((beacon) =>
        beacon.events.map(({ event, occurredAtMs }) => ({
          site_id: beacon.siteId,
          event_id: event.eventId,
          anonymous_id: beacon.anonymousId,
          session_id: event.sessionId,
          type: event.type,
          occurred_at_ms: occurredAtMs,
          received_at_ms: beacon.receivedAtMs,
          user_agent: beacon.userAgent,
          body: JSON.stringify(event),
          context: beacon.context ? JSON.stringify(beacon.context) : null,
        })),
      )
      const failed = beacons.flatMap((beacon) =>
        beacon.failedEvents.map(({ index, reason, detail, body }) => ({
          beacon_id: beacon.beaconId,
          beacon_index: index,
          site_id: beacon.siteId,
          anonymous_id: beacon.anonymousId,
          received_at_ms: beacon.receivedAtMs,
          reason,
          detail,
          body,
        })),
      )
      const drops = beacons.flatMap(({ beaconId, siteId, receivedAtMs, dropped }) =>
        dropped
          ? [
              {
                drop_id: beaconId,
                site_id: siteId,
                dropped_at_ms: receivedAtMs,
                reason: dropped.reason,
                event_count: dropped.eventCount,
              },
            ]
          : [],
      )
      for (const rows of batches(events)) {
        await db
          .insertInto('events')
          .values(rows)
          .onConflict((conflict) => conflict.columns(['site_id', 'event_id']).doNothing())
          .execute()
      }
      for (const rows of batches(failed)) {
        await db
          .insertInto('failed_events')
          .values(rows)
          .onConflict((conflict) => conflict.columns(['beacon_id', 'beacon_index']).doNothing())
          .execute()
      }
      if (failed.length > 0) await failures.dropFailedOfErased(failed)
      for (const rows of batches(drops)) {
        await db
          .insertInto('drops')
          .values(rows)
          .onConflict((conflict) => conflict.column('drop_id').doNothing())
          .execute()
      }
    },

    /** The oldest events that have come as far as `stage` and no further. */
    async readEventsAt(stage: 'received' | 'stitched', limit: number): Promise<StoredEvent[]> {
      const rows = await selectEvents(db)
        .where('stage', '=', stage)
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.map(storedEvent)
    },

    async markStitched(seqs: readonly number[]): Promise<void> {
      for (const some of batches(seqs)) {
        await db.updateTable('events').set({ stage: 'stitched' }).where('seq', 'in', some).execute()
      }
    },

    /** Gives events their interaction, in which they may move from one to the other, or the reason why they have none. */
    async foldEvents(folds: readonly Fold[]): Promise<void> {
      const told = folds.filter(isTold).map(({ seq, interactionId }) => [seq, interactionId])
      for (const rows of batches(told)) {
        const statement = (v: string) =>
          `update events set stage = 'folded', interaction_id = v.column2 from ${v} where seq = v.column1`
        await withValues(db, engine, { rows, statement })
      }
      const untold = folds.filter((fold) => !isTold(fold))
      for (const rows of batches(untold.map(({ seq, unfoldedReason }) => [seq, unfoldedReason]))) {
        const statement = (v: string) =>
          `update events set stage = 'folded', unfolded_reason = v.column2 from ${v} where seq = v.column1`
        await withValues(db, engine, { rows, statement })
      }
    },

    /** Interactions' events by the number of theirs, each in the order in which they happened, however they arrived. */
    async readEventsOf(interactionIds: readonly number[]): Promise<Map<number, StoredEvent[]>> {
      const byInteraction = new Map<number, StoredEvent[]>()
      for (const ids of batches(interactionIds)) {
        const rows = await selectEvents(db)
          .select((eb) => eb.ref('interaction_id').$notNull().as('interaction_id'))
          .where('interaction_id', 'in', ids)
          .orderBy('occurred_at_ms')
          .orderBy('event_id')
          .execute()
        for (const row of rows) {
          const events = byInteraction.get(row.interaction_id)
          if (events) events.push(storedEvent(row))
          else byInteraction.set(row.interaction_id, [storedEvent(row)])
        }
      }
      return byInteraction
    },
  }
}

function selectEvents(db: Kysely<Tables>) {
  return db
    .selectFrom('events')
    .select([
      'seq',
      'site_id',
      'anonymous_id',
      'session_id',
      'occurred_at_ms',
      'received_at_ms',
      'user_agent',
      'body',
      'context',
    ])
}

type EventRow = Awaited<ReturnType<ReturnType<typeof selectEvents>['execute']>>[number]

export function storedEvent(row: EventRow): StoredEvent {
  return {
    seq: row.seq,
    siteId: row.site_id,
    anonymousId: row.anonymous_id,
    sessionId: row.session_id,
    occurredAtMs: row.occurred_at_ms,
    receivedAtMs: row.received_at_ms,
    userAgent: row.user_agent,
    context: row.context === null ? {} : (JSON.parse(row.context) as VisitorContext),
    // Trusted: it passed the wire schema before it was spooled.
    event: JSON.parse(row.body) as WireEvent,
  }
}

function isTold({ interactionId }: Fold): boolean {
  return interactionId !== null
}
