import type { Handler } from 'hono'
import type { OriginList } from '../lib/origins.js'
import { NO_TRACING, type Tracing } from '../lib/tracing.js'
import type { SpooledBeacon } from '../store/spool/spooled-beacon.js'
import { refusedSpan, storedSpan } from './accept-span.js'
import { createAccept, type AcceptDeps } from './accept-beacon.js'
import { corsHeaders, originNotAllowed } from './cors.js'
import { createIngestLog } from './log-ingest.js'
import { NO_METRICS } from './metric-hooks.js'
import { refuse, type Refusal } from './refusal.js'
import { readHead } from './request-head.js'
import { NO_SIGHTINGS } from './sightings.js'

export interface IngestDeps extends Omit<AcceptDeps, 'log'> {
  tracing?: Tracing
}

/**
 * POST /v1/events. 204 says that every event of the beacon, good or bad, is on disk, or that a bot's beacon is counted
 * there; anything else that nothing is. Each refusal is `{ error, issues }` with a code of the catalogue.
 */
export function createEventsRoute(deps: IngestDeps, isListed: OriginList): Handler {
  const log = createIngestLog(deps)
  const { sightings = NO_SIGHTINGS, metrics = NO_METRICS, tracing = NO_TRACING } = deps
  const accept = createAccept({ ...deps, log })

  return async function postEvents(c) {
    const head = readHead(c)
    const { origin } = head
    if (!origin || !isListed(origin)) {
      const refusal = origin ? originNotAllowed(origin) : refuse(403, 'origin_missing')
      log.beaconRefused(refusal, origin ?? null)
      sightings.beaconRefused(refusal, origin ?? null)
      metrics.beaconRefused(refusal.error)
      return answer(refusal, {})
    }
    const end = tracing.begin()
    const onStored = end && ((beacon: SpooledBeacon) => end(storedSpan(beacon)))
    const refusal = await accept({ request: c.req.raw, head, origin, onStored })
    // Made by hand, as all answers here: the server writes a plain object out as it is, and Headers one by one.
    const headers = corsHeaders(origin)
    if (refusal === null) return new Response(null, { status: 204, headers })
    end?.(refusedSpan(refusal))
    log.beaconRefused(refusal, origin)
    sightings.beaconRefused(refusal, origin)
    metrics.beaconRefused(refusal.error)
    return answer(refusal, headers)
  }
}

function answer(
  { status, error, issues, retryAfterSeconds }: Refusal,
  headers: Record<string, string>,
): Response {
  const wait = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
  return new Response(JSON.stringify({ error, issues }), {
    status,
    headers: { ...headers, ...wait, 'Content-Type': 'application/json' },
  })
}
