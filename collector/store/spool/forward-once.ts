import type { Store } from '../store.js'
import type { Spool } from './spool.js'

/**
 * Moves the oldest beacons from the spool into the store. The store has them before the spool lets go, and takes a
 * repeat for nothing, so a crash in between costs a second pass and no more. Returns how many it moved.
 */
export async function forwardOnce(spool: Spool, store: Store, limit: number): Promise<number> {
  const oldest = spool.readOldest(limit)
  const last = oldest.at(-1)
  if (!last) return 0
  await store.transaction((tx) => tx.appendBeacons(oldest.map(({ beacon }) => beacon)))
  spool.discardThrough(last.seq)
  return oldest.length
}
