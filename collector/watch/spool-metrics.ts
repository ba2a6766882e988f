import { Registry } from 'prom-client'
import { measureSpool } from '../store/spool/measure-spool.js'
import { createMaker } from './make-metrics.js'

export interface SpoolToMeasure {
  path: string
  maxBytes: number
  nowMs: number
}

/** What rests in this machine's spool, as plain data; zeroes where there is none yet. Rejects when it cannot be read. */
export async function readSpoolMetrics({
  path,
  maxBytes,
  nowMs,
}: SpoolToMeasure): Promise<unknown> {
  const registry = new Registry()
  const make = createMaker(registry)
  const spool = measureSpool(path)
  const oldestAtMs = spool?.oldestReceivedAtMs ?? nowMs
  make.gauge('tamtam_spool_bytes').set(spool?.usedBytes ?? 0)
  make.gauge('tamtam_spool_limit_bytes').set(maxBytes)
  make.gauge('tamtam_spool_beacons').set(spool?.beacons ?? 0)
  make.gauge('tamtam_spool_oldest_seconds').set(Math.max(0, nowMs - oldestAtMs) / 1000)
  return registry.getMetricsAsJSON()
}
