import type { SealedContent } from '../../collector/store/interaction.js'
import { PRIORITIES } from '../../collector/store/priority.js'
import type { StoreVerbs } from '../../collector/store/store.js'
import type { Assurance, Who } from '../../collector/store/who.js'

/** An interaction that is ready to be told. */
export interface Wanted {
  gongEventId: string
  siteId: string
  anonymousId: string
  sessionId: string
  laneKey: string
  who: Who
  assurance: Assurance
  content: SealedContent
}

/** Puts interactions into their people's lanes by the store's own verbs, as the stages do. */
export async function queueInteractions(
  tx: StoreVerbs,
  wanted: readonly Wanted[],
  nowMs: number,
): Promise<void> {
  const interactionIds = await tx.openInteractions(
    wanted.map(({ gongEventId, siteId, anonymousId, sessionId, content }) => ({
      // A content of its own each, so that no two are one.
      key: { siteId, anonymousId, sessionId, kind: 'page viewed', contentKey: gongEventId },
      part: 1,
      openedAtMs: content.occurredAtMs,
      sealDueAtMs: content.occurredAtMs,
      firstOccurredAtMs: content.occurredAtMs,
      eventCount: 1,
    })),
  )
  const numbered = wanted.map((each, at) => ({ ...each, interactionId: interactionIds[at] ?? NaN }))
  await tx.seal(numbered.map((each) => ({ ...each, milestonePercent: null })))
  for (const { interactionId, who, assurance, laneKey } of numbered) {
    await tx.makePending(interactionId, { who, assurance, laneKey, nowMs })
  }
  for (const [laneKey, priority] of mostUrgentByLane(wanted)) {
    await tx.queueLane(laneKey, { dueAtMs: nowMs, priority })
  }
}

function mostUrgentByLane(wanted: readonly Wanted[]) {
  // The last entry of a lane stands, so the most urgent come last.
  return new Map(
    PRIORITIES.toReversed().flatMap((priority) =>
      wanted
        .filter(({ content }) => content.priority === priority)
        .map(({ laneKey }) => [laneKey, priority] as const),
    ),
  )
}
