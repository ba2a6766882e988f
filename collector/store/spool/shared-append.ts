import { openStore, type Store } from '../store.js'
import type { SpooledBeacon } from './spooled-beacon.js'

export interface SharedAppend {
  /** True once the shared store has the beacons for good; false when it has not said so in time. */
  tryAppend(beacons: readonly string[]): Promise<boolean>
  close(): Promise<void>
}

/** A page waits no longer than this for its answer before the spool takes over. */
const ANSWER_WITHIN_MS = 2000

/** After a failure it is left alone for so long, so that an outage costs one group the wait and not each. */
const REST_MS = 5000

/**
 * Appends beacons to the shared store itself, for machines without a lasting disk. A store that is slow may have taken
 * what it did not confirm: then they come again by the spool, and it takes the repeat for nothing.
 */
export function createSharedAppend(
  url: string,
  monotonicMs = () => performance.now(),
): SharedAppend {
  let store: Store | null = null
  let restsUntilMs = -Infinity

  return {
    async tryAppend(beacons) {
      if (monotonicMs() < restsUntilMs) return false
      try {
        store ??= await openStore(url, { answerWithinMs: ANSWER_WITHIN_MS })
        // Trusted: the accepting thread wrote them.
        const spooled = beacons.map((text) => JSON.parse(text) as SpooledBeacon)
        await within(
          store.transaction((tx) => tx.appendBeacons(spooled)),
          ANSWER_WITHIN_MS,
        )
        return true
      } catch {
        // Whatever it is, the spool takes them, and the forwarder says in the log what is wrong with the store.
        restsUntilMs = monotonicMs() + REST_MS
        return false
      }
    },
    async close() {
      await store?.close()
    },
  }
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  })
  work.catch(() => undefined) // Should it fail after its time: nobody waits any more.
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
