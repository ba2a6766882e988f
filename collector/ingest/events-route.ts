import type { Context, Handler } from 'hono'
import type { Site } from '../lib/config-file.js'
import type { Clock } from '../lib/clock.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import type { Logger } from '../lib/logger.js'
import type { SpoolWriter } from '../store/spool/spool-writer.js'
import { allowsOrigin } from '../lib/origins.js'
import { createIngestLog, type IngestLog } from './log-ingest.js'
import { parseEnvelope, parseEvents } from './parse-beacon.js'
import { checkHeaders, readBody } from './read-body.js'
import { refuse, type Refusal } from './refusal.js'

export interface IngestDeps {
  sites: ReadonlyMap<string, Site>
  spool: Pick<SpoolWriter, 'append'>
  clock: Clock
  logger: Logger
}

const MAX_USER_AGENT_CHARACTERS = 512

/** How long a page is asked to wait when nothing could be stored. */
const RETRY_AFTER_SECONDS = 5

/**
 * POST /v1/events. 204 says that every event of the beacon, good or bad, is on disk; anything else that none is.
 * Each refusal is `{ error, issues }` with a code of the catalogue.
 */
export function createEventsRoute(deps: IngestDeps): Handler {
  const log = createIngestLog(deps)
  return async function postEvents(c) {
    const result = await accept(c, { ...deps, log })
    if (result === 'durable') return c.body(null, 204)
    log.beaconRefused(result, c.req.header('origin') ?? null)
    if (result.status === 503) c.header('Retry-After', String(RETRY_AFTER_SECONDS))
    return c.json({ error: result.error, issues: result.issues }, result.status)
  }
}

/** OPTIONS: only application/json and the like ask first; the snippet's own text/plain needs no leave. */
export function createPreflightRoute({ sites }: Pick<IngestDeps, 'sites'>): Handler {
  return function preflightEvents(c) {
    const origin = c.req.header('origin')
    if (!origin || !isListed(sites, origin)) {
      const { error, issues } = origin ? notAllowed(origin) : refuse(403, 'origin_missing')
      return c.json({ error, issues }, 403)
    }
    allowCrossOrigin(c, origin)
    c.header('Access-Control-Allow-Methods', 'POST')
    c.header('Access-Control-Allow-Headers', 'Content-Type')
    c.header('Access-Control-Max-Age', '86400')
    return c.body(null, 204)
  }
}

async function accept(
  c: Context,
  deps: IngestDeps & { log: IngestLog },
): Promise<'durable' | Refusal> {
  const receivedAtMs = deps.clock()
  const request = c.req.raw
  const origin = request.headers.get('origin')
  if (!origin) return refuse(403, 'origin_missing')
  if (!isListed(deps.sites, origin)) return notAllowed(origin)
  allowCrossOrigin(c, origin)

  const unfit = checkHeaders(request.headers)
  if (unfit) return unfit
  const body = await readBody(request)
  if (typeof body !== 'string') return body
  const read = parseEnvelope(body)
  if (read.kind === 'refused') return read
  const { siteId } = read.envelope
  const site = deps.sites.get(siteId)
  if (!site) return refuse(403, 'site_unknown', [ERROR_CODES.site_unknown, `siteId: ${siteId}`])
  if (!allowsOrigin(site, origin)) return { ...notAllowed(origin), siteId }

  const userAgent = request.headers.get('user-agent')?.slice(0, MAX_USER_AGENT_CHARACTERS) ?? null
  const beacon = parseEvents(read.envelope, { receivedAtMs, userAgent })
  try {
    const appended = await deps.spool.append(JSON.stringify(beacon))
    if (appended !== 'durable') return { ...refuse(503, 'spool_unavailable'), siteId }
    deps.log.eventsFailed(siteId, beacon.failedEvents)
    return appended
  } catch (error) {
    deps.logger.error({ event: 'spool_failed', err: error }, 'a beacon could not be stored')
    return { ...refuse(503, 'spool_unavailable'), siteId }
  }
}

function isListed(sites: ReadonlyMap<string, Site>, origin: string): boolean {
  return [...sites.values()].some((site) => allowsOrigin(site, origin))
}

/**
 * Echoes a listed origin, so that the page can read the status, and Retry-After, which it could not without leave:
 * https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name. Credentials are never asked for.
 */
function allowCrossOrigin(c: Context, origin: string): void {
  c.header('Access-Control-Allow-Origin', origin)
  c.header('Access-Control-Expose-Headers', 'Retry-After')
  c.header('Vary', 'Origin')
}

/** Names the origin: a missing `www.` is seen at once, in the page as in the log. */
function notAllowed(origin: string): Refusal {
  return refuse(403, 'origin_not_allowed', [ERROR_CODES.origin_not_allowed, `Origin: ${origin}`])
}
