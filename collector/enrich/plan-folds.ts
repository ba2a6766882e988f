import { MILESTONES_PERCENT } from '../../wire/video.js'
import type { ConfigFile } from '../lib/config-file.js'
import type { ErrorCode } from '../lib/error-codes.js'
import type { StoredEvent } from '../store/events.js'
import type { InteractionKey, PartOfInteraction, StoredPart } from '../store/open-interactions.js'
import { foldKeyOf } from './fold-key.js'

/** What is to be written so that events are in their interactions. */
export interface FoldPlan {
  /** Parts to be opened. */
  opened: PartOfInteraction[]
  /** Parts that are open and have changed. */
  extended: StoredPart[]
  /** Each event's part, one of the above, or the reason why it has none. */
  folds: { seq: number; into: PartOfInteraction | StoredPart | ErrorCode }[]
}

interface Given {
  /** The latest parts of the keys of the events, as they are stored. */
  latest: readonly StoredPart[]
  coalesce: ConfigFile['coalesce']
  nowMs: number
}

/** No visit says so much of one thing; sealing reads them all at once. */
const MAX_EVENTS_PER_INTERACTION = 1000

/** The interactions that events tell or would tell, each once. */
export function keysOf(events: readonly StoredEvent[]): InteractionKey[] {
  const keys = new Map<string, InteractionKey>()
  for (const event of events) {
    const folding = foldKeyOf(event.event)
    if (folding.kind === 'none') continue
    const key = keyOf(event, folding)
    keys.set(JSON.stringify(key), key)
  }
  return [...keys.values()]
}

/** Joins each event to the open part of its session and content, or opens the next; the rule is above `foldOnce`. */
export function planFolds(events: readonly StoredEvent[], given: Given): FoldPlan {
  const { coalesce, nowMs } = given
  const plan: FoldPlan = { opened: [], extended: [], folds: [] }
  const parts = new Map(given.latest.map((part) => [JSON.stringify(part.key), { ...part }]))
  const openParts = new Map<string, PartOfInteraction>()
  const sealDueAtMs = (openedAtMs: number): number =>
    Math.min(nowMs + coalesce.quietSeconds * 1000, openedAtMs + coalesce.maxSeconds * 1000)

  for (const stored of events) {
    plan.folds.push({ seq: stored.seq, into: placeOf(stored) })
  }
  return plan

  function placeOf(stored: StoredEvent): PartOfInteraction | ErrorCode {
    const folding = foldKeyOf(stored.event)
    if (folding.kind === 'none') return folding.reason
    const key = keyOf(stored, folding)
    const name = JSON.stringify(key)
    const open = openParts.get(name) ?? openStoredPart(name)
    if (open) return extend(open, stored)

    const latest = parts.get(name)
    if (latest && !passesNewMilestone(stored, latest)) return 'already_reported'
    const part: PartOfInteraction = {
      key,
      part: (latest?.part ?? 0) + 1,
      openedAtMs: nowMs,
      sealDueAtMs: sealDueAtMs(nowMs),
      firstOccurredAtMs: stored.occurredAtMs,
      eventCount: 1,
    }
    plan.opened.push(part)
    openParts.set(name, part)
    return part
  }

  /** The stored part, if it is open: from now on it counts as changed. */
  function openStoredPart(name: string): PartOfInteraction | undefined {
    const latest = parts.get(name)
    if (latest?.state !== 'open') return undefined
    plan.extended.push(latest)
    openParts.set(name, latest)
    return latest
  }

  function extend(open: PartOfInteraction, stored: StoredEvent): PartOfInteraction | ErrorCode {
    if (open.eventCount >= MAX_EVENTS_PER_INTERACTION) return 'interaction_full'
    open.eventCount++
    open.sealDueAtMs = sealDueAtMs(open.openedAtMs)
    open.firstOccurredAtMs = Math.min(stored.occurredAtMs, open.firstOccurredAtMs)
    return open
  }
}

function keyOf(
  { siteId, anonymousId, sessionId }: StoredEvent,
  { interaction: kind, contentKey }: Extract<ReturnType<typeof foldKeyOf>, { kind: 'fold' }>,
): InteractionKey {
  return { siteId, anonymousId, sessionId, kind, contentKey }
}

function passesNewMilestone({ event }: StoredEvent, sealed: StoredPart): boolean {
  if (event.type !== 'video_progress') return false
  return highestMilestone(event.watchedPercent) > (sealed.milestonePercent ?? 0)
}

/** The highest milestone within a watched percent; 0 below the first. */
export function highestMilestone(watchedPercent: number): number {
  return MILESTONES_PERCENT.findLast((milestone) => milestone <= watchedPercent) ?? 0
}
