import type { Handler } from 'hono'
import type { OriginList } from '../lib/origins.js'
import { createAccept, type AcceptDeps } from './accept-beacon.js'
import { corsHeaders, originNotAllowed } from './cors.js'
import { createIngestLog } from './log-ingest.js'
import { refuse, type Refusal } from './refusal.js'
import { readHead } from './request-head.js'

export type IngestDeps = Omit<AcceptDeps, 'log'>

/**
 * POST /v1/events. 204 says that every event of the beacon, good or bad, is on disk, or that a bot's beacon is counted
 * there; anything else that nothing is. Each refusal is `{ error, issues }` with a code of the catalogue.
 */
export function createEventsRoute(deps: IngestDeps, isListed: OriginList): Handler {
  const log = createIngestLog(deps)
  const accept = createAccept({ ...deps, log })

  return async function postEvents(c) {
    const head = readHead(c)
    const { origin } = head
    if (!origin || !isListed(origin)) {
      const refusal = origin ? originNotAllowed(origin) : refuse(403, 'origin_missing')
      log.beaconRefused(refusal, origin ?? null)
      return answer(refusal, {})
    }
    const refusal = await accept({ request: c.req.raw, head, origin })
    // Made by hand, as all answers here: the server writes a plain object out as it is, and Headers one by one.
    const headers = corsHeaders(origin)
    if (refusal === null) return new Response(null, { status: 204, headers })
    log.beaconRefused(refusal, origin)
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
