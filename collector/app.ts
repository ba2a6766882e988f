import { Hono } from 'hono'
import { createServerRoutes, type ServerDeps } from './api/server-routes.js'
import { createDescribePage } from './describe-page.js'
import { createClientAddress } from './ingest/client-address.js'
import { addressKey } from './lib/address-key.js'
import { createEventsRoute, type IngestDeps } from './ingest/events-route.js'
import { createReadyRoute, getHealth } from './ingest/health-routes.js'
import { createManifestRoute } from './ingest/manifest-route.js'
import { createPreflightRoute } from './ingest/preflight-route.js'
import { refuse } from './ingest/refusal.js'
import { readHead } from './ingest/request-head.js'
import { createSnippetRoute, immutablePath, type SnippetFile } from './ingest/snippet-route.js'
import { DEFAULT_CONFIG_FILE, type ConfigFile } from './lib/config-file.js'
import { ERROR_CODES } from './lib/error-codes.js'
import type { Logger } from './lib/logger.js'
import { createOriginList } from './lib/origins.js'

/** What every listener tells. */
interface HealthDeps {
  /** What must be up for the process to be ready, by name. */
  parts: Record<string, () => boolean>
  logger: Logger
}

export interface AppDeps extends HealthDeps, IngestDeps {
  paths: ConfigFile['paths']
  snippet: SnippetFile
}

/** These always answer too: pages out there have them in their tags. */
const { paths: DEFAULT_PATHS } = DEFAULT_CONFIG_FILE

/** The public listener's routes. */
export function createApp(deps: AppDeps): Hono {
  const { paths, snippet } = deps
  const app = createHealthApp(deps)

  const isListed = createOriginList([...deps.sites.values()].flatMap(({ origins }) => origins))
  const postEvents = createEventsRoute(deps, isListed)
  const preflightEvents = createPreflightRoute(isListed)
  for (const path of new Set([DEFAULT_PATHS.events, paths.events])) {
    app.post(path, postEvents)
    app.options(path, preflightEvents)
  }

  const onLoad = deps.sightings && { onLoad: deps.sightings.scriptLoaded }
  const getSnippet = createSnippetRoute(snippet, { isImmutable: false, ...onLoad })
  const getImmutableSnippet = createSnippetRoute(snippet, { isImmutable: true, ...onLoad })
  for (const path of new Set([DEFAULT_PATHS.script, paths.script])) {
    app.get(path, getSnippet)
    app.get(immutablePath(path, snippet), getImmutableSnippet)
  }
  const script = immutablePath(paths.script, snippet)
  app.get('/tamtam.json', createManifestRoute({ script, integrity: snippet.integrity }))

  return app
}

/** The public routes of which none is for a page: those that a site's own server asks, and the tracked links. */
export function addServerRoutes(
  app: Hono,
  deps: Omit<ServerDeps, 'addressKeyOf' | 'describePage'> &
    Pick<AppDeps, 'trustedProxies'> &
    Pick<ConfigFile, 'content'>,
): Hono {
  const clientAddress = createClientAddress(deps.trustedProxies)
  const routes = createServerRoutes({
    ...deps,
    // Who has closed the socket before it was looked at: all of them together count as one.
    addressKeyOf: (c) => addressKey(clientAddress(readHead(c)) ?? 'gone'),
    describePage: createDescribePage(deps),
  })
  app.post('/v1/identities', routes.postIdentities)
  app.post('/v1/links', routes.postLinks)
  app.delete('/v1/links/:token', routes.deleteLink)
  app.post('/v1/shares', routes.postShares)
  // And HEAD, which Hono answers like GET.
  app.get('/l/:token', routes.followLink)
  return app
}

/** The routes of a process that takes no beacons: whether it lives and works. */
export function createHealthApp({ parts, logger }: HealthDeps): Hono {
  const app = new Hono()
  app.get('/healthz', getHealth)
  app.get('/readyz', createReadyRoute(parts))
  app.notFound((c) => c.json({ error: 'not_found', issues: [ERROR_CODES.not_found] }, 404))
  app.onError((error, c) => {
    logger.error({ event: 'request_failed', err: error }, 'a request failed')
    const { issues } = refuse(503, 'internal_error')
    return c.json({ error: 'internal_error', issues }, 500)
  })
  return app
}
