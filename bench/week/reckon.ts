import { PRIORITIES } from '../../collector/store/priority.js'
import type { InteractionState, Priority } from '../../collector/store/tables.js'
import { percentile } from '../median.js'

/** What became of one interaction by the end. */
export interface Fate {
  priority: Priority
  readyAtMs: number
  /** When Gong had it, by itself or in a digest; null when it has not. */
  toldAtMs: number | null
  inDigest: boolean
  state: InteractionState
}

export interface Reckoning {
  count: number
  /** Shares of all, 0 to 1; together they are 1. */
  itself: number
  inDigest: number
  shed: number
  waiting: number
  /** Of those that arrived in either way, from when they were ready; NaN of none. */
  medianMs: number
  p95Ms: number
}

/** How each priority fared. */
export function reckon(fates: readonly Fate[]): Record<Priority, Reckoning> {
  return Object.fromEntries(
    PRIORITIES.map((priority) => [
      priority,
      reckonOne(fates.filter((fate) => fate.priority === priority)),
    ]),
  ) as Record<Priority, Reckoning> // One of each.
}

function reckonOne(fates: readonly Fate[]): Reckoning {
  const late = fates.flatMap(({ toldAtMs, readyAtMs }) =>
    toldAtMs === null ? [] : [toldAtMs - readyAtMs],
  )
  const share = (test: (fate: Fate) => boolean): number =>
    fates.length === 0 ? 0 : fates.filter(test).length / fates.length
  const itself = share(({ toldAtMs, inDigest }) => toldAtMs !== null && !inDigest)
  const inDigest = share((fate) => fate.toldAtMs !== null && fate.inDigest)
  const shed = share(({ state, toldAtMs }) => toldAtMs === null && state === 'shed')
  return {
    ...{ count: fates.length, itself, inDigest, shed },
    waiting: 1 - itself - inDigest - shed,
    medianMs: percentile(late, 50),
    p95Ms: percentile(late, 95),
  }
}
