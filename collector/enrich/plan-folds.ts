import { MILESTONES_PERCENT } from '../../wire/video.js'
import type { ConfigFile } from '../lib/config-file.js'
import type { ErrorCode } from '../lib/error-codes.js'
import { visitorKey, type StoredEvent } from '../store/events.js'
import {
  MAX_PARTS_PER_INTERACTION,
  type InteractionKey,
  type KeyTells,
  type PartOfInteraction,
  type StoredPart,
} from '../store/open-interactions.js'
import type { ContentOf } from './contents.js'
import { DIGEST, foldKeyOf } from './fold-key.js'
import { createOpenParts } from './open-parts.js'
import { sealDueAtMs } from './seal-due.js'
import { addTells, isBeyond, keepsTells, type Told } from './tells.js'

/** What is to be written so that events are in their interactions. */
export interface FoldPlan {
  /** Parts to be opened. */
  opened: PartOfInteraction[]
  /** Parts that are open and have changed. */
  extended: StoredPart[]
  /** Each event's part, one of the above, or the reason why it has none. */
  folds: { seq: number; into: PartOfInteraction | ErrorCode }[]
}

/** An event and the interaction that it tells or would tell, or why it tells none. */
export type KeyedEvent = { stored: StoredEvent } & (
  { key: InteractionKey; name: string } | { key: null; reason: ErrorCode }
)

interface Given {
  /** The latest parts of `keysOf` the events, as they are stored. */
  parts: readonly StoredPart[]
  /** What the sealed parts of `toldKeysOf` the events tell. */
  told: readonly KeyTells[]
  contentOf: ContentOf
  /** How many parts each visitor has open, by `visitorKey`. */
  openOf: ReadonlyMap<string, number>
  coalesce: ConfigFile['coalesce']
  nowMs: number
}

/** No visit says so much of one thing; sealing reads them all at once. */
const MAX_EVENTS_PER_INTERACTION = 1000

/** More than anybody does between two sealings; a page that does would hold up everybody else's. */
const MAX_OPEN_PER_VISITOR = 1000

export function keyEvents(events: readonly StoredEvent[], contentOf: ContentOf): KeyedEvent[] {
  return events.map((stored) => {
    const { siteId, anonymousId, sessionId, event } = stored
    const folding = foldKeyOf(event, contentOf(siteId, event.page))
    if (folding.kind === 'none') return { stored, key: null, reason: folding.reason }
    const { interaction: kind, contentKey } = folding
    const key = { siteId, anonymousId, sessionId, kind, contentKey }
    return { stored, key, name: nameOf(key) }
  })
}

/** The interactions that events tell or would tell, and the digests that they put off, each once. */
export function keysOf(events: readonly KeyedEvent[]): InteractionKey[] {
  const keys = new Map<string, InteractionKey>()
  for (const { stored, ...each } of events) {
    const { siteId, anonymousId, sessionId } = stored
    const { interaction: kind, contentKey } = DIGEST
    const digest = { siteId, anonymousId, sessionId, kind, contentKey }
    keys.set(nameOf(digest), digest)
    if (each.key) keys.set(nameOf(each.key), each.key)
  }
  return [...keys.values()]
}

/** Of the interactions that events tell those of which a part is sealed and it is kept what it tells. */
export function toldKeysOf(
  events: readonly KeyedEvent[],
  parts: readonly StoredPart[],
): InteractionKey[] {
  const named = new Set(events.flatMap((each) => (each.key ? [each.name] : [])))
  return parts
    .filter((part) => !isFirstAndOpen(part) && keepsTells(part.key.kind))
    .map(({ key }) => key)
    .filter((key) => named.has(nameOf(key)))
}

/** Joins each event to the open part of its session and content, or opens the next; the rule is above `foldOnce`. */
export function planFolds(
  events: readonly KeyedEvent[],
  { parts, told, openOf, contentOf, ...times }: Given,
): FoldPlan {
  const { nowMs } = times
  const openCounts = new Map(openOf)
  const latest = new Map<string, PartOfInteraction>()
  /** The stored ones among them, and by name what was the latest before these events. */
  const stored = new Map<PartOfInteraction, StoredPart>()
  const before = new Map<string, StoredPart>()
  const toldOf = new Map<string, Told>()
  for (const { key, tells } of told) {
    const name = nameOf(key)
    toldOf.set(name, addTells(toldOf.get(name) ?? new Set(), tells))
  }
  const open = createOpenParts()
  const opened: PartOfInteraction[] = []
  const changed = new Set<PartOfInteraction>()
  for (const part of parts.map((each) => ({ ...each }))) {
    const name = nameOf(part.key)
    if (latest.has(name)) continue
    latest.set(name, part)
    stored.set(part, part)
    before.set(name, part)
    if (part.state === 'open') open.add(part)
  }

  const folds = events.map((each) => {
    for (const part of open.endedBy(each.stored)) {
      part.sealDueAtMs = Math.min(part.sealDueAtMs, nowMs)
      changed.add(part)
    }
    const into = each.key ? placeOf(each) : each.reason
    const digest = open.digestOf(each.stored)
    if (digest) putOff(digest, each.stored)
    return { seq: each.stored.seq, into }
  })
  const extended = [...changed].flatMap((part) => stored.get(part) ?? [])
  return { opened, extended, folds }

  function placeOf(each: Extract<KeyedEvent, { name: string }>): PartOfInteraction | ErrorCode {
    const last = latest.get(each.name)
    const latestBefore = before.get(each.name)
    if (latestBefore && !isFirstAndOpen(latestBefore) && !isNews(each, latestBefore)) {
      return isUntold(latestBefore) ? 'interaction_buried' : 'already_reported'
    }
    const isOpen = last && (stored.get(last)?.state ?? 'open') === 'open'
    const number = (last?.part ?? 0) + (isOpen ? 0 : 1)
    if (number > MAX_PARTS_PER_INTERACTION) return 'too_many_parts'
    if (isOpen) return extend(last, each.stored)
    const visitor = visitorKey(each.stored)
    const openCount = openCounts.get(visitor) ?? 0
    if (openCount >= MAX_OPEN_PER_VISITOR) return 'too_many_open'
    openCounts.set(visitor, openCount + 1)
    const part: PartOfInteraction = {
      key: each.key,
      part: number,
      openedAtMs: nowMs,
      sealDueAtMs: nowMs,
      firstOccurredAtMs: each.stored.occurredAtMs,
      eventCount: 1,
    }
    putOff(part, each.stored)
    opened.push(part)
    open.add(part)
    latest.set(each.name, part)
    return part
  }

  /** Whether it says more than the sealed parts of its interaction. */
  function isNews(
    { stored: each, key, name }: Extract<KeyedEvent, { name: string }>,
    latestBefore: StoredPart,
  ): boolean {
    if (key.kind === 'video watched') return passesNewMilestone(each, latestBefore)
    return keepsTells(key.kind) && isBeyond(toldOf.get(name) ?? new Set(), each, contentOf)
  }

  function extend(part: PartOfInteraction, each: StoredEvent): PartOfInteraction | ErrorCode {
    if (part.eventCount >= MAX_EVENTS_PER_INTERACTION) return 'interaction_full'
    part.eventCount++
    part.firstOccurredAtMs = Math.min(each.occurredAtMs, part.firstOccurredAtMs)
    putOff(part, each)
    return part
  }

  function putOff(part: PartOfInteraction, { event }: StoredEvent): void {
    part.sealDueAtMs = sealDueAtMs(part, { ...times, type: event.type })
    changed.add(part)
  }
}

function nameOf({ siteId, anonymousId, sessionId, kind, contentKey }: InteractionKey): string {
  return [siteId, anonymousId, sessionId, kind, contentKey].join(' ')
}

/** No part of its interaction is sealed yet. */
function isFirstAndOpen({ part, state }: StoredPart): boolean {
  return part === 1 && state === 'open'
}

/** Whether an event that is no news is so because no part of its interaction was ever told. */
function isUntold({ key, isBuried, milestonePercent }: StoredPart): boolean {
  // What is no page or step beyond the told ones is among them.
  if (keepsTells(key.kind)) return false
  return key.kind === 'video watched' ? milestonePercent === null : isBuried
}

function passesNewMilestone({ event }: StoredEvent, { milestonePercent }: StoredPart): boolean {
  if (event.type !== 'video_progress') return false
  return highestMilestone(event.watchedPercent) > (milestonePercent ?? 0)
}

/** The highest milestone within a watched percent; 0 below the first. */
export function highestMilestone(watchedPercent: number): number {
  return MILESTONES_PERCENT.findLast((milestone) => milestone <= watchedPercent) ?? 0
}
