import { join, resolve } from 'node:path'
import type { Config } from '../config.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { StoreToRead } from '../store/open-to-read.js'
import type { Part } from './metric-names.js'
import { createSparingReader } from '../lib/read-sparingly.js'
import { renderMetrics } from './render-metrics.js'
import { readSpoolMetrics } from './spool-metrics.js'
import { readStoreMetrics } from './store-metrics.js'

export interface ScrapeDeps {
  config: Config
  /** What the accepting thread and that of the stages tell. */
  ingest: () => Promise<unknown>
  pipeline: () => Promise<unknown>
  /** Null while the store is away. */
  findReader: () => Pick<StoreToRead, 'read'> | null
  clock: Clock
  logger: Logger
}

/**
 * Scrapes all parts, for GET /metrics. The log has it when a part is left out, once, and when it is back.
 */
export function createScrape(
  deps: ScrapeDeps,
): () => Promise<{ contentType: string; text: string }> {
  const { config, findReader, clock, logger } = deps
  const path = join(resolve(config.dataDir), 'spool.db')
  const { maxBytes } = config.spool
  let away = new Set<Part>()

  const readStore = createSparingReader(async () => {
    const reader = findReader()
    if (!reader) throw new Error('the store is not open')
    return reader.read(async (verbs) => readStoreMetrics(verbs, config, await verbs.readNowMs()))
  })

  return async function scrape() {
    const nowAway = new Set<Part>()
    const rendered = await renderMetrics(
      {
        ingest: deps.ingest(),
        pipeline: deps.pipeline(),
        store: readStore(),
        spool: readSpoolMetrics({ path, maxBytes, nowMs: clock() }),
      },
      {
        onAway(part, why) {
          nowAway.add(part)
          if (away.has(part)) return
          const fact = { event: 'metrics_away', part, err: why }
          logger.warn(fact, `a scrape goes without the ${part} part until it can be had again`)
        },
      },
    )
    for (const part of away) {
      if (!nowAway.has(part))
        logger.info({ event: 'metrics_back', part }, `${part} is scraped again`)
    }
    away = nowAway
    return rendered
  }
}
