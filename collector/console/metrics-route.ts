import type { Handler } from 'hono'
import { createScrape } from '../watch/create-scrape.js'
import type { ConsoleDeps } from './deps.js'

type MetricsDeps = Pick<ConsoleDeps, 'config' | 'findStore' | 'main' | 'clock' | 'logger'>

/** GET /metrics, in Prometheus's text format: of this process, and of the store that it shares with others. */
export function createMetricsRoute(deps: MetricsDeps): Handler {
  const { config, findStore, main, clock, logger } = deps
  const scrape = createScrape({
    config,
    ingest: () => main.metricsJson(),
    pipeline: () => main.pipelineMetricsJson(),
    findReader: () => findStore()?.reader ?? null,
    clock,
    logger,
  })
  return async function getMetrics(c) {
    const { contentType, text } = await scrape()
    return c.body(text, 200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' })
  }
}
