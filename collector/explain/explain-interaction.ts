import { explainDecision } from './explain-decision.js'
import { explainIdentity } from './explain-identity.js'
import { explainRequest } from './explain-request.js'
import type { ExplainSetting, InteractionRows } from './explain.js'
import type { InteractionStory } from './explanation.js'
import { reasonOf } from './reason.js'

/** An interaction by its content, its person, the call that it becomes and what came of its attempts. */
export function explainInteraction(
  { interaction: record, attempts, identity, laneDueAtMs, digest }: InteractionRows,
  setting: ExplainSetting,
): InteractionStory {
  const { who, assurance, laneKey, pendingSinceMs, content, reason } = record
  const decision = explainDecision(record, identity, setting)
  return {
    interactionId: record.interactionId,
    siteId: record.siteId,
    anonymousId: record.anonymousId,
    sessionId: record.sessionId,
    kind: record.kind,
    contentKey: record.contentKey,
    part: record.part,
    state: record.state,
    priority: record.priority,
    eventCount: record.eventCount,
    firstOccurredAtMs: record.firstOccurredAtMs,
    openedAtMs: record.openedAtMs,
    sealDueAtMs: record.sealDueAtMs,
    rule: content ? (content.rule ?? null) : undefined,
    content,
    gongEventId: record.gongEventId,
    person: who && assurance && { who, assurance, laneKey, sinceMs: pendingSinceMs },
    decision:
      decision &&
      (decision.kind === 'send' ? decision : { ...decision, reason: reasonOf(decision.reason) }),
    identity: explainIdentity(identity, record.firstOccurredAtMs, setting),
    reason: reason === null ? null : reasonOf(reason),
    detail: record.detail,
    request: explainRequest(record, { ...setting, decision }),
    attempts: attempts.map((attempt) => ({
      ...attempt,
      reason: attempt.reason === null ? null : reasonOf(attempt.reason),
    })),
    digest:
      record.digestId === null
        ? null
        : { interactionId: record.digestId, state: digest?.state ?? null },
    laneDueAtMs: record.state === 'pending' ? laneDueAtMs : null,
    requestId: record.requestId,
    endedAtMs: record.endedAtMs,
  }
}
