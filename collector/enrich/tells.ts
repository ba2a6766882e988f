import { createHash } from 'node:crypto'
import type { WireEvent } from '../../wire/event.js'
import { DIGEST_KIND, type InteractionKind } from '../store/interaction.js'
import type { ContentOf } from './contents.js'
import { furthestStep } from './furthest-step.js'

type Telling = { siteId: string; event: WireEvent }

/** What the sealed parts of an interaction tell. */
export type Told = Set<string> | 'everything'

/** Enough that no two pages of one session are taken for each other. */
const HASH_CHARACTERS = 12

export function keepsTells(kind: InteractionKind): boolean {
  return kind === DIGEST_KIND || kind === 'step reached'
}

/**
 * What of an interaction is news or not once a part of it is sealed, beside the milestones of videos: the pages of a
 * digest, as hashes of their contentIds, and the furthest of steps. Null of every other kind, which is told at once.
 */
export function tellsOf(
  kind: InteractionKind,
  events: readonly Telling[],
  contentOf: ContentOf,
): string[] | null {
  if (kind === DIGEST_KIND) return [...new Set(events.map((each) => pageIn(each, contentOf)))]
  if (!keepsTells(kind)) return null
  const steps = events.map(({ event }) => event).filter((event) => event.type === 'step')
  return steps.length > 0 ? [furthestStep(steps).value] : []
}

/**
 * Adds what one more part tells, in place, since a part may tell a thousand things. A part of which that was not kept
 * tells everything: what it left out stays unsaid, but nothing is said twice.
 */
export function addTells(told: Told, tells: readonly string[] | null): Told {
  if (told === 'everything' || tells === null) return 'everything'
  for (const each of tells) told.add(each)
  return told
}

/** Whether an event says more than what has been told of its interaction. */
export function isBeyond(told: Told, { siteId, event }: Telling, contentOf: ContentOf): boolean {
  if (told === 'everything') return false
  if (event.type !== 'step') return !told.has(pageIn({ siteId, event }, contentOf))
  const { value, availableSteps } = event
  const furthest = Math.max(-1, ...[...told].map((each) => availableSteps.indexOf(each)))
  return told.size === 0 || availableSteps.indexOf(value) > furthest
}

function pageIn({ siteId, event }: Telling, contentOf: ContentOf): string {
  const { contentId } = contentOf(siteId, event.page)
  return createHash('sha256').update(contentId).digest('base64').slice(0, HASH_CHARACTERS)
}
