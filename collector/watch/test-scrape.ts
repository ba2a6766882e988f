import { spawnSync } from 'node:child_process'
import { NOON_MS } from '../../wire/test-data.js'
import { anEvent } from '../../wire/test-data.js'
import type { Config } from '../config.js'
import { openToRead } from '../store/open-to-read.js'
import { openTestSpool } from '../store/spool/test-spool.js'
import { anAttempt } from '../store/test-outbox.js'
import { aSpooledBeacon, openTestStore } from '../store/test-store.js'
import { read } from '../test-config.js'
import { createIngestMetrics } from './ingest-metrics.js'
import type { Part } from './metric-names.js'
import { createPipelineMetrics } from './pipeline-metrics.js'
import { renderMetrics, type Parts } from './render-metrics.js'
import { readSpoolMetrics } from './spool-metrics.js'
import { readStoreMetrics } from './store-metrics.js'

export const SITES = { siteIds: ['acme-www', 'beta'], version: '1.2.3', role: 'all' }

/** The samples that one part tells, as lines of the text format. */
export async function samplesOf(part: Part, told: unknown): Promise<string[]> {
  const away = Promise.reject(new Error('not asked'))
  const parts: Parts = { ingest: away, pipeline: away, store: away, spool: away }
  const { text } = await renderMetrics({ ...parts, [part]: Promise.resolve(told) })
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

/** All parts, as they are after some beacons and calls, of a store in which little is. */
export async function aWholeScrape(config: Config = read({})): Promise<Parts> {
  const ingest = createIngestMetrics(SITES)
  const beacon = aSpooledBeacon([anEvent('page_view'), anEvent('identify')])
  ingest.beaconStored(beacon, 0.003)
  const failed = { index: 0, reason: 'event_invalid', detail: '', body: '' } as const
  ingest.beaconStored({ ...beacon, failedEvents: [failed] }, 0.003)
  const dropped = { reason: 'bot_user_agent', eventCount: 3 } as const
  ingest.beaconStored({ ...beacon, events: [], dropped }, 0.003)
  ingest.beaconRefused('json_malformed')

  const pipeline = createPipelineMetrics()
  pipeline.interactionsSealed(1)
  pipeline.permitTaken('high')
  pipeline.loopFailed('forward')
  pipeline.attempted(anAttempt(), { wasCalled: true, isUnexpectedRepeat: false })

  const { store, target } = await openTestStore()
  await store.appendBeacons([beacon])
  const reader = await openToRead(target)
  const { path, spool } = openTestSpool()
  spool.append([JSON.stringify(beacon)])
  const parts = {
    ingest: ingest.metricsJson(),
    pipeline: pipeline.metricsJson(),
    store: reader.read((verbs) => readStoreMetrics(verbs, config, NOON_MS)),
    spool: readSpoolMetrics({ path, maxBytes: 1e9, nowMs: NOON_MS }),
  }
  await Promise.all(Object.values(parts))
  await reader.close()
  return parts
}

/** Prometheus' own checker, where there is one. */
export const HAS_PROMTOOL = spawnSync('promtool', ['--version']).status === 0

/** What it says; throws that unless it finds all well. */
export function promtool(args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' })
  if (status !== 0) throw new Error(`promtool ${args.join(' ')}\n${stdout}${stderr}`)
  return stdout + stderr
}
