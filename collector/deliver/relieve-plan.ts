import { groupBy } from '../lib/group-by.js'
import { DAY_DIGEST_KEY } from '../store/relief-foldable.js'
import { DIGEST_KIND } from '../store/interaction.js'
import type { WaitingInteraction } from '../store/relief-reads.js'

/** What one person did on one day, to be told at once: what happened first first. */
export interface DayDigest {
  /** The day's beginning by UTC. */
  dayMs: number
  members: readonly [WaitingInteraction, WaitingInteraction, ...WaitingInteraction[]]
}

export const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Which interactions are told together: those of low priority, of one lane, site, person and assurance, that happened on
 * one day of UTC, that no call was made for and that are neither a digest themselves nor what a seller did; two at the
 * least, of which one has waited since `untilMs` or longer. Nothing else is looked at, so the same interactions give the same digests in whatever order
 * they come; what comes later makes another digest of the same day.
 */
export function planDayDigests(
  interactions: readonly WaitingInteraction[],
  untilMs: number,
): DayDigest[] {
  const days = groupBy(interactions.filter(mayFold).sort(byTime), dayOf)
  return [...days.entries()].sort(byName).flatMap(([, [first, second, ...rest]]) => {
    if (!first || !second) return []
    const members = [first, second, ...rest] as const
    if (!members.some(({ pendingSinceMs }) => pendingSinceMs <= untilMs)) return []
    const dayMs = Math.floor(first.firstOccurredAtMs / DAY_MS) * DAY_MS
    return [{ dayMs, members }]
  })
}

function mayFold(interaction: WaitingInteraction): boolean {
  const { state, priority, attempts, request, kind, contentKey, content } = interaction
  const isDayDigest = kind === DIGEST_KIND && contentKey.startsWith(DAY_DIGEST_KEY)
  const isUntried = attempts === 0 && request === null
  const isWaiting = state === 'pending' && priority === 'low' && isUntried
  return isWaiting && !isDayDigest && content.share === undefined
}

function dayOf({ laneKey, siteId, who, assurance, firstOccurredAtMs }: WaitingInteraction): string {
  const day = Math.floor(firstOccurredAtMs / DAY_MS)
  return JSON.stringify([laneKey, siteId, day, assurance, who])
}

function byTime(one: WaitingInteraction, other: WaitingInteraction): number {
  return one.firstOccurredAtMs - other.firstOccurredAtMs || one.interactionId - other.interactionId
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1
}
