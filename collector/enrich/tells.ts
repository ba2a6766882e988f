import { createHash } from 'node:crypto'
import type { WireEvent } from '../../wire/event.js'
import { DIGEST_KIND, type InteractionKind } from '../store/interaction.js'
import type { ContentOf } from './contents.js'
import { furthestStep } from './furthest-step.js'

type Told = { siteId: string; event: WireEvent }

/** Enough that no two pages of one session are taken for each other. */
const HASH_CHARACTERS = 12

/**
 * What of an interaction is news or not once a part of it is sealed, beside the milestones of videos: the pages of a
 * digest, as hashes of their contentIds, and the furthest of steps. Null of every other kind, which is told at once.
 */
export function tellsOf(
  kind: InteractionKind,
  events: readonly Told[],
  contentOf: ContentOf,
): string[] | null {
  if (kind === DIGEST_KIND) return [...new Set(events.map((each) => pageIn(each, contentOf)))]
  if (kind !== 'step reached') return null
  const steps = events.map(({ event }) => event).filter((event) => event.type === 'step')
  return steps.length > 0 ? [furthestStep(steps).value] : []
}

/** Whether an event says more than what has been told of its interaction. */
export function isBeyond(told: ReadonlySet<string>, { siteId, event }: Told, contentOf: ContentOf) {
  if (event.type !== 'step') return !told.has(pageIn({ siteId, event }, contentOf))
  const { value, availableSteps } = event
  const furthest = Math.max(-1, ...[...told].map((each) => availableSteps.indexOf(each)))
  return told.size === 0 || availableSteps.indexOf(value) > furthest
}

function pageIn({ siteId, event }: Told, contentOf: ContentOf): string {
  const { contentId } = contentOf(siteId, event.page)
  return createHash('sha256').update(contentId).digest('base64').slice(0, HASH_CHARACTERS)
}
