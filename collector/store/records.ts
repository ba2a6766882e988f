import type { Selectable } from 'kysely'
import type { Attempt } from './conclude.js'
import { storedEvent, type StoredEvent, type Visitor } from './events.js'
import type { InteractionKind, SealedContent } from './interaction.js'
import { readContent } from './read-content.js'
import type { InteractionState, Priority, ReportCall, Tables } from './tables.js'
import type { Assurance, Who } from './who.js'

/** An event and how far it has come. */
export interface EventRecord extends StoredEvent {
  stage: 'received' | 'stitched' | 'folded'
  interactionId: number | null
  /** Why no interaction tells it, an error code. */
  unfoldedReason: string | null
}

/** An interaction with all that is known of it; the columns' comments say what each means. */
export interface InteractionRecord extends Visitor {
  interactionId: number
  sessionId: string
  kind: InteractionKind
  contentKey: string
  part: number
  state: InteractionState
  priority: Priority
  openedAtMs: number
  sealDueAtMs: number
  firstOccurredAtMs: number
  eventCount: number
  content: SealedContent | null
  gongEventId: string | null
  who: Who | null
  assurance: Assurance | null
  laneKey: string | null
  pendingSinceMs: number | null
  /** Which of Gong's calls it is, once there is a request. */
  call: ReportCall
  /** The body of the call as it was fixed before its first attempt, JSON. */
  request: string | null
  attempts: number
  failingSinceMs: number | null
  /** The interaction that tells it together with others; it may not be kept any more. */
  digestId: number | null
  reason: string | null
  detail: string[]
  requestId: string | null
  endedAtMs: number | null
}

export interface AttemptRecord extends Omit<Attempt, 'reason'> {
  reason: string | null
}

export interface FailedEventRecord {
  beaconId: string
  index: number
  siteId: string
  receivedAtMs: number
  reason: string
  detail: string
  /** As it came, JSON. */
  body: string
}

export function eventRecord(row: Selectable<Tables['events']>): EventRecord {
  return {
    ...storedEvent(row),
    stage: row.stage,
    interactionId: row.interaction_id,
    unfoldedReason: row.unfolded_reason,
  }
}

export function failedEventRecord(row: Selectable<Tables['failed_events']>): FailedEventRecord {
  return {
    beaconId: row.beacon_id,
    index: row.beacon_index,
    siteId: row.site_id,
    receivedAtMs: row.received_at_ms,
    reason: row.reason,
    detail: row.detail,
    body: row.body,
  }
}

export function interactionRecord(row: Selectable<Tables['interactions']>): InteractionRecord {
  return {
    interactionId: row.interaction_id,
    siteId: row.site_id,
    anonymousId: row.anonymous_id,
    sessionId: row.session_id,
    // This and what is parsed below was written by the stages only.
    kind: row.kind as InteractionKind,
    contentKey: row.content_key,
    part: row.part,
    state: row.state,
    priority: row.priority,
    openedAtMs: row.opened_at_ms,
    sealDueAtMs: row.seal_due_at_ms,
    firstOccurredAtMs: row.first_occurred_at_ms,
    eventCount: row.event_count,
    content: row.content === null ? null : readContent(row.content),
    gongEventId: row.gong_event_id,
    who: row.who === null ? null : (JSON.parse(row.who) as Who),
    assurance: row.assurance as Assurance | null,
    laneKey: row.lane_key,
    pendingSinceMs: row.pending_since_ms,
    call: row.call,
    request: row.request,
    attempts: row.attempts,
    failingSinceMs: row.failing_since_ms,
    digestId: row.digest_id,
    reason: row.reason,
    detail: JSON.parse(row.detail) as string[],
    requestId: row.request_id,
    endedAtMs: row.ended_at_ms,
  }
}

export function attemptRecord(row: Selectable<Tables['attempts']>): AttemptRecord {
  return {
    startedAtMs: row.started_at_ms,
    durationMs: row.duration_ms,
    outcome: row.outcome,
    status: row.status,
    reason: row.reason,
    requestId: row.request_id,
    errors: JSON.parse(row.errors) as string[],
  }
}
