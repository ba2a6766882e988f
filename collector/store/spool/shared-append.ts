import { openStore, type Store } from '../store.js'
import type { SpooledBeacon } from './spooled-beacon.js'

export interface SharedAppend {
  /** True once the shared store has the beacons for good; false when it has not said so in time. */
  tryAppend(beacons: readonly string[]): Promise<boolean>
  close(): Promise<void>
}

/** A page waits no longer than this for its answer before the spool takes over. */
const ANSWER_WITHIN_MS = 2000

/** As the forwarder's: an event costs its JSON text several times over in memory. */
const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024

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
  let opening: Promise<Store> | null = null
  let restsUntilMs = -Infinity

  async function appendAll(beacons: readonly string[]): Promise<true> {
    opening ??= openStore(url, { answerWithinMs: ANSWER_WITHIN_MS }).catch((error: unknown) => {
      opening = null
      throw error
    })
    store = await opening
    for (const some of withinBytes(beacons, MAX_TRANSACTION_BYTES)) {
      // Trusted: the accepting thread wrote them.
      const spooled = some.map((text) => JSON.parse(text) as SpooledBeacon)
      await store.transaction((tx) => tx.appendBeacons(spooled))
    }
    return true
  }

  return {
    async tryAppend(beacons) {
      if (monotonicMs() < restsUntilMs) return false
      try {
        return await within(appendAll(beacons), ANSWER_WITHIN_MS)
      } catch (error) {
        // Whatever it is, the spool takes them, and the forwarder says in the log what is wrong. What one beacon has in
        // it is no fault of the store.
        if (!store?.isDataFault(error)) restsUntilMs = monotonicMs() + REST_MS
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

/** In order, each part within the bound or of one. */
function withinBytes(beacons: readonly string[], maxBytes: number): string[][] {
  const parts: string[][] = []
  let bytes = Infinity
  for (const beacon of beacons) {
    bytes += beacon.length
    if (bytes > maxBytes) {
      parts.push([])
      bytes = beacon.length
    }
    parts.at(-1)?.push(beacon)
  }
  return parts
}
