import type { ConfigFile } from '../../collector/lib/config-file.js'
import { createLogger } from '../../collector/lib/logger.js'
import { createPipeline, type Pipeline } from '../../collector/pipeline.js'
import type { Store } from '../../collector/store/store.js'
import { CONFIG } from './site.js'

/** All stages over a store that is given its events by the bench, as a preview. */
export function createStages(store: Store, config: ConfigFile = CONFIG): Pipeline {
  return createPipeline({
    // What it costs to bring events into the store is another part's.
    forwarder: { forwardOnce: () => Promise.resolve(0), close: () => undefined },
    store,
    config: { ...config, role: 'all', quota: { callsPerSecond: 3, callsPerDay: 10_000 } },
    gong: null,
    random: Math.random,
    logger: createLogger('warn'),
  })
}

/** Has the stages work until nothing is left for them. */
export async function workOff(stages: Pipeline): Promise<void> {
  for (let moved = -1; moved !== 0;) moved = await stages.passOnce()
}
