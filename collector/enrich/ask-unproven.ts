import type { Site } from '../lib/config-file.js'
import type { Store } from '../store/store.js'

export interface AskUnprovenDeps {
  store: Store
  sites: ReadonlyMap<string, Site>
}

/** Small enough that the stages, which wait for it, notice nothing. */
const ROWS_PER_STEP = 500

/**
 * Lets what is held for a strict policy be asked again where the policy is not strict any more: the configuration is read
 * once in the life of a process, so that the first call goes through all of it, and any other does nothing. Each step is
 * a transaction, and `signal` ends it between two; the next call goes on from there. Returns how many are asked again.
 */
export function createUnprovenAsking({
  store,
  sites,
}: AskUnprovenDeps): (signal?: AbortSignal) => Promise<number> {
  const left = [...sites.values()].filter(({ identity }) => identity !== 'strict')
  let afterId = 0

  return async function askUnproven(signal) {
    let asked = 0
    for (let site = left[0]; site && !signal?.aborted; site = left[0]) {
      const { siteId } = site
      const ids = await store.stage(async (tx) =>
        tx.askUnproven({ siteId, afterId, nowMs: await tx.nowMs() }, ROWS_PER_STEP),
      )
      asked += ids.length
      afterId = ids.at(-1) ?? 0
      if (ids.length < ROWS_PER_STEP) {
        left.shift()
        afterId = 0
      }
    }
    return asked
  }
}
