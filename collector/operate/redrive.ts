import type { Store } from '../store/store.js'
import { choose, idsOf, inSteps, redriveAll, type Redrive } from './redrive-all.js'

/** Which dead letters: by their numbers, all of a reason, or all there are. */
export type Which = { ids: readonly number[] } | { reason: string } | { all: true }

/** Puts dead letters back, and says what became of each. */
export async function redrive(
  store: Store,
  which: Which,
  { actor }: { actor: string },
): Promise<Redrive> {
  const steps =
    'ids' in which
      ? inSteps(which.ids)
      : idsOf(store, (await choose(store, 'reason' in which ? which.reason : undefined)).reasons)
  return redriveAll(store, steps, { actor })
}
