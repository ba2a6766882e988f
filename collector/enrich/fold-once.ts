import { MILESTONES_PERCENT } from '../../wire/video.js'
import type { ConfigFile } from '../lib/config-file.js'
import type { StoredEvent } from '../store/events.js'
import type { PartOfInteraction } from '../store/open-interactions.js'
import type { Store, StoreVerbs } from '../store/store.js'
import { foldKeyOf } from './fold-key.js'

export interface FoldDeps {
  store: Store
  coalesce: ConfigFile['coalesce']
}

/** No visit says so much of one thing; sealing reads them all at once. */
const MAX_EVENTS_PER_INTERACTION = 1000

/**
 * The life of an interaction, of which this is the first step:
 *
 *   open       events of its session and content join it; each puts off the sealing by the quiet time, up to the maximum
 *   sealed     its content is fixed and never changes; it waits for its person
 *   held       nobody knows the person; becomes sealed again when the visitor becomes somebody, shed after 30 days
 *   pending    it has its person and stands in that person's lane
 *   delivered, dead, shed   the ends, each with its reason
 *
 * An event that comes after the sealing opens the next part only if it passes a video milestone that no sealed part
 * tells; any other has been told already.
 *
 * Quiet time and maximum run by the clock at which events are folded, not by that at which they were received: when
 * the stages work off a backlog, what waits in it would otherwise be late for interactions that were sealed at once.
 *
 * Takes the next events into interactions, in one transaction. Returns how many events it took.
 */
export async function foldOnce(deps: FoldDeps, limit: number): Promise<number> {
  return deps.store.stage(async (tx) => {
    const events = await tx.readEventsAt('stitched', limit)
    const nowMs = await tx.nowMs()
    for (const event of events) await fold(tx, event, { coalesce: deps.coalesce, nowMs })
    return events.length
  })
}

async function fold(
  tx: StoreVerbs,
  stored: StoredEvent,
  { coalesce, nowMs }: Pick<FoldDeps, 'coalesce'> & { nowMs: number },
): Promise<void> {
  const folding = foldKeyOf(stored.event)
  if (folding.kind === 'none') return tx.leaveUnfolded(stored.seq, folding.reason)

  const { siteId, anonymousId, sessionId, occurredAtMs } = stored
  const { interaction: kind, contentKey } = folding
  const key = { siteId, anonymousId, sessionId, kind, contentKey }
  const latest = await tx.readLatestPart(key)
  const sealDueAtMs = (openedAtMs: number): number =>
    Math.min(nowMs + coalesce.quietSeconds * 1000, openedAtMs + coalesce.maxSeconds * 1000)

  if (latest?.state === 'open') {
    if (latest.eventCount >= MAX_EVENTS_PER_INTERACTION) {
      return tx.leaveUnfolded(stored.seq, 'interaction_full')
    }
    await tx.extendInteraction(latest.interactionId, {
      sealDueAtMs: sealDueAtMs(latest.openedAtMs),
      firstOccurredAtMs: Math.min(occurredAtMs, latest.firstOccurredAtMs),
    })
    return tx.foldInto(latest.interactionId, [stored.seq])
  }
  if (latest && !passesNewMilestone(stored, latest)) {
    return tx.leaveUnfolded(stored.seq, 'already_reported')
  }
  const interactionId = await tx.openInteraction(key, (latest?.part ?? 0) + 1, {
    openedAtMs: nowMs,
    sealDueAtMs: sealDueAtMs(nowMs),
    firstOccurredAtMs: occurredAtMs,
  })
  return tx.foldInto(interactionId, [stored.seq])
}

function passesNewMilestone({ event }: StoredEvent, sealed: PartOfInteraction): boolean {
  if (event.type !== 'video_progress') return false
  return highestMilestone(event.watchedPercent) > (sealed.milestonePercent ?? 0)
}

/** The highest milestone within a watched percent; 0 below the first. */
export function highestMilestone(watchedPercent: number): number {
  return MILESTONES_PERCENT.findLast((milestone) => milestone <= watchedPercent) ?? 0
}
