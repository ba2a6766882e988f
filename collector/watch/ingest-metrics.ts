import { collectDefaultMetrics, Registry } from 'prom-client'
import type { ErrorCode } from '../lib/error-codes.js'
import type { SpooledBeacon } from '../store/spool/spooled-beacon.js'
import { createMaker } from './make-metrics.js'

export interface IngestMetricsDeps {
  /** Of the configuration: no other name gets into a label. */
  siteIds: readonly string[]
  version: string
  role: string
}

/** Gauges that end in `_total`, as counters do; their sums stand in metrics of the same name without that end. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
]

/** Whoever looks for a rise must have seen the 0 before it. */
const WATCHED_CODES = ['spool_unavailable'] as const satisfies ErrorCode[]
const WATCHED_REASONS = ['identity_rate_limited'] as const satisfies ErrorCode[]

/** What the accepting thread tells: what it took and turned away, and the figures of the process. */
export function createIngestMetrics({ siteIds, version, role }: IngestMetricsDeps) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const name of MISNAMED) registry.removeSingleMetric(name)

  const make = createMaker(registry)
  make.gauge('tamtam_build_info').set({ version, node: process.version, role }, 1)
  const accepted = make.counter('tamtam_events_accepted_total')
  const named = make.counter('tamtam_identities_named_total')
  const failed = make.counter('tamtam_events_failed_total')
  const dropped = make.counter('tamtam_events_dropped_total')
  const refused = make.counter('tamtam_beacons_refused_total')
  const acceptSeconds = make.histogram('tamtam_beacon_accept_seconds')
  let lastAcceptedAtMs = 0
  make.gauge('tamtam_last_accepted_timestamp_seconds', (gauge) =>
    gauge.set(lastAcceptedAtMs / 1000),
  )

  const acceptedOf = new Map(siteIds.map((site) => [site, accepted.labels({ site })]))
  const namedOf = new Map(siteIds.map((site) => [site, named.labels({ site })]))
  for (const each of [...acceptedOf.values(), ...namedOf.values()]) each.inc(0)
  for (const code of WATCHED_CODES) refused.inc({ code }, 0)
  for (const reason of WATCHED_REASONS) failed.inc({ reason }, 0)

  return {
    beaconStored(beacon: SpooledBeacon, seconds: number): void {
      acceptSeconds.observe(seconds)
      const { siteId, receivedAtMs, events } = beacon
      for (const { reason } of beacon.failedEvents) failed.inc({ reason })
      if (beacon.dropped) dropped.inc({ reason: beacon.dropped.reason }, beacon.dropped.eventCount)
      if (events.length === 0) return
      lastAcceptedAtMs = receivedAtMs
      acceptedOf.get(siteId)?.inc(events.length)
      let identities = 0
      for (const { event } of events) if (event.type === 'identify') identities++
      if (identities > 0) namedOf.get(siteId)?.inc(identities)
    },
    beaconRefused(code: ErrorCode): void {
      refused.inc({ code })
    },
    /** Plain data, for another thread to render. */
    metricsJson: (): Promise<unknown> => registry.getMetricsAsJSON(),
  }
}
