import { Hono } from 'hono'
import { createEventsRoute, createPreflightRoute, type IngestDeps } from './ingest/events-route.js'
import { createReadyRoute, getHealth } from './ingest/health-routes.js'
import { refuse } from './ingest/refusal.js'
import { createSnippetRoute, type SnippetFile } from './ingest/snippet-route.js'
import { ERROR_CODES } from './lib/error-codes.js'

export interface AppDeps extends IngestDeps {
  snippet: SnippetFile
  /** What must be up for the process to be ready, by name. */
  parts: Record<string, () => boolean>
}

/** The public listener's routes. */
export function createApp(deps: AppDeps): Hono {
  const app = new Hono()
  app.post('/v1/events', createEventsRoute(deps))
  app.options('/v1/events', createPreflightRoute(deps))
  app.get('/tamtam.js', createSnippetRoute(deps.snippet))
  app.get('/healthz', getHealth)
  app.get('/readyz', createReadyRoute(deps.parts))
  app.notFound((c) => c.json({ error: 'not_found', issues: [ERROR_CODES.not_found] }, 404))
  app.onError((error, c) => {
    deps.logger.error({ event: 'request_failed', err: error }, 'a request failed')
    const { issues } = refuse(503, 'internal_error')
    return c.json({ error: 'internal_error', issues }, 500)
  })
  return app
}
