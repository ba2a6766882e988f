import type { Clock } from '../lib/clock.js'
import type { ConfigFile, Site } from '../lib/config-file.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import type { Logger } from '../lib/logger.js'
import { allowsOrigin } from '../lib/origins.js'
import type { SpoolWriter } from '../store/spool/spool-writer.js'
import type { SpooledBeacon } from '../store/spool/spooled-beacon.js'
import { createBotCheck } from './bots.js'
import { originNotAllowed } from './cors.js'
import { createIdentityLimit } from './identity-limit.js'
import type { IngestLog } from './log-ingest.js'
import { NO_METRICS, type MetricHooks } from './metric-hooks.js'
import { dropEvents, parseEnvelope, parseEvents } from './parse-beacon.js'
import { createRateLimit } from './rate-limit.js'
import { checkHead, readBody } from './read-body.js'
import { refuse, type Refusal } from './refusal.js'
import type { RequestHead } from './request-head.js'
import { NO_SIGHTINGS, type SightingHooks } from './sightings.js'
import { createVisitorContext, type ContextSources } from './visitor-context.js'

export interface AcceptDeps extends ContextSources {
  sites: ReadonlyMap<string, Site>
  spool: Pick<SpoolWriter, 'append' | 'whyFull'>
  clock: Clock
  logger: Logger
  log: IngestLog
  /** Told what comes of each beacon, for "we see you". */
  sightings?: SightingHooks
  metrics?: MetricHooks
  rateLimit: ConfigFile['rateLimit']
}

/** A beacon on its way in, from a page of an origin that at least one site lists. */
interface Arrival {
  request: Request
  head: RequestHead
  origin: string
  /** Told what is durable. */
  onStored?: ((beacon: SpooledBeacon) => void) | undefined
}

const MAX_USER_AGENT_CHARACTERS = 512

/** How long a page is asked to wait when nothing could be stored. */
const SPOOL_RETRY_AFTER_SECONDS = 5

/**
 * What happens to a beacon, cheapest first: head, address's limit, body, envelope, site, site's limit, bot, events, disk.
 * Null once it is durable, else why it was refused.
 */
export function createAccept(deps: AcceptDeps): (arrival: Arrival) => Promise<Refusal | null> {
  const { sites, clock, log, sightings = NO_SIGHTINGS, metrics = NO_METRICS } = deps
  const limit = createRateLimit(deps)
  const limitIdentities = createIdentityLimit(deps)
  const visitorContext = createVisitorContext(deps)
  const botReason = createBotCheck()

  return async function accept({ request, head, origin, onStored }) {
    const receivedAtMs = clock()
    const startedAtMs = performance.now()
    const unfit = checkHead(head) ?? limit.refuseAddress(head)
    if (unfit) return unfit
    const body = await readBody(request, head)
    if (typeof body !== 'string') return body
    const read = parseEnvelope(body)
    if (read.kind === 'refused') return read
    const { envelope } = read
    const { siteId, automated = false } = envelope
    const site = sites.get(siteId)
    if (!site) return siteUnknown(siteId)
    if (!allowsOrigin(site, origin)) return { ...originNotAllowed(origin), siteId }
    const tooMany = limit.refuseSite(siteId)
    if (tooMany) return tooMany

    const userAgent = head.userAgent?.slice(0, MAX_USER_AGENT_CHARACTERS) ?? null
    const bot = site.bots === 'drop' ? botReason({ automated, userAgent }) : null
    const by = { receivedAtMs, userAgent, context: bot ? null : visitorContext(head) }
    const beacon = bot
      ? dropEvents(envelope, { ...by, reason: bot })
      : parseEvents(envelope, { ...by, namesTooMany: limitIdentities(head, site) })
    if (!(await isDurable(JSON.stringify(beacon), deps))) {
      const refusal = refuse(503, 'spool_unavailable')
      return { ...refusal, siteId, retryAfterSeconds: SPOOL_RETRY_AFTER_SECONDS }
    }
    onStored?.(beacon)
    sightings.beaconStored(beacon, origin)
    metrics.beaconStored(beacon, (performance.now() - startedAtMs) / 1000)
    if (beacon.dropped) log.beaconDropped(siteId, beacon.dropped)
    log.eventsFailed(siteId, beacon.failedEvents)
    return null
  }
}

function siteUnknown(siteId: string): Refusal {
  const refusal = refuse(403, 'site_unknown', [ERROR_CODES.site_unknown, `siteId: ${siteId}`])
  return { ...refusal, unknownSiteId: siteId }
}

/** False when the spool is full or fails. */
async function isDurable(
  beacon: string,
  { spool, log }: Pick<AcceptDeps, 'spool' | 'log'>,
): Promise<boolean> {
  try {
    if ((await spool.append(beacon)) === 'durable') return true
    log.spoolRefused(spool.whyFull() ?? 'no room')
  } catch (error) {
    log.spoolRefused(String(error instanceof Error ? (error.cause ?? error) : error))
  }
  return false
}
