import type { IdentityRecord } from '../store/explain-identity.js'
import type { EventRecord } from '../store/records.js'
import type { ExplainSetting } from './explain.js'
import { explainIdentity } from './explain-identity.js'
import type { EventEnding, EventInBrief, EventStory } from './explanation.js'
import { reasonOf } from './reason.js'

/** An event by both clocks, by who its visitor was as it happened, and by where it ended. */
export function explainEvent(
  record: EventRecord,
  identity: IdentityRecord,
  setting: Pick<ExplainSetting, 'maxLinkBrowsers'>,
): EventStory {
  const { event, siteId, anonymousId, sessionId, occurredAtMs, receivedAtMs } = record
  const { userAgent, context, stage } = record
  const { url, title } = event.page
  return {
    eventId: event.eventId,
    siteId,
    anonymousId,
    sessionId,
    type: event.type,
    page: { url, title },
    receivedAtMs,
    pageOccurredAtMs: event.occurredAtMs,
    occurredAtMs,
    clockAheadMs: event.occurredAtMs - occurredAtMs,
    userAgent,
    context,
    stage,
    identity: explainIdentity(identity, occurredAtMs, setting),
    ending: endingOf(record),
  }
}

function endingOf({ stage, interactionId, unfoldedReason }: EventRecord): EventEnding {
  if (stage !== 'folded') return { kind: 'waiting', for: stage === 'received' ? 'stitch' : 'fold' }
  if (interactionId !== null) return { kind: 'told', interactionId }
  return { kind: 'untold', reason: reasonOf(unfoldedReason ?? 'compose_failed') }
}

export function inBrief({ event, occurredAtMs, receivedAtMs }: EventRecord): EventInBrief {
  return { eventId: event.eventId, type: event.type, occurredAtMs, receivedAtMs }
}
