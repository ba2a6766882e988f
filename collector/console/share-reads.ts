import { LRUCache } from 'lru-cache'
import { createSparingReader } from '../lib/read-sparingly.js'

export interface SharedReads {
  /** What whoever asked for the same a short while ago was told, or else what `read` says. */
  read<T>(key: string, read: () => Promise<T>): Promise<T>
  /** From now on all is read anew: somebody has changed something. */
  forget(): void
}

/** Of what one person looks at and of what others do; each may be a thousand rows. */
const MAX_KEPT = 20

interface Shared {
  /** Of whoever asked last. */
  read: () => Promise<unknown>
  readSparingly: () => Promise<unknown>
}

/**
 * Many who look at one page cost what one costs, and one who looks at a page that is dear to read takes no more than a
 * twentieth of the thread's time: the console shares the machine with what takes in beacons.
 */
export function createSharedReads(monotonicMs?: () => number): SharedReads {
  const shared = new LRUCache<string, Shared>({ max: MAX_KEPT })
  return {
    read<T>(key: string, read: () => Promise<T>) {
      const known: Shared = shared.get(key) ?? {
        read,
        readSparingly: createSparingReader(() => known.read(), monotonicMs),
      }
      known.read = read
      shared.set(key, known)
      // A key is an address of one page, and what is read for that has one type.
      return known.readSparingly() as Promise<T>
    },
    forget: () => shared.clear(),
  }
}
