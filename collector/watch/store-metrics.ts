import { Registry } from 'prom-client'
import type { Config } from '../config.js'
import { readQuota, type GongState } from '../operate/read-quota.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { PRIORITIES } from '../store/priority.js'
import { createMaker } from './make-metrics.js'

const STATES = ['preview', 'called', 'halted', 'blocked', 'slowed'] as const

/**
 * What a scrape asks of the store, as plain data: by indexes and bounded counts, within one moment's read. Rejects when
 * the store cannot be read.
 */
export async function readStoreMetrics(
  verbs: ReadVerbs,
  config: Config,
  nowMs: number,
): Promise<unknown> {
  const registry = new Registry()
  const make = createMaker(registry)
  const secondsSince = (sinceMs: number | null): number =>
    sinceMs === null ? 0 : Math.max(0, nowMs - sinceMs) / 1000

  const lag = make.gauge('tamtam_stage_lag_seconds')
  const { received, stitched, openDue, sealed } = await verbs.readStageLag(nowMs)
  for (const [stage, sinceMs] of Object.entries({
    received,
    stitched,
    open_due: openDue,
    sealed,
  })) {
    lag.set({ stage }, secondsSince(sinceMs))
  }

  const held = make.gauge('tamtam_interactions_held')
  for (const { reason, interactions } of await verbs.countHeld()) held.set({ reason }, interactions)
  const dead = make.gauge('tamtam_interactions_dead')
  for (const { reason, interactions } of await verbs.countDead()) dead.set({ reason }, interactions)

  const { priorities, gong } = await readQuota(verbs, config, nowMs)
  const waiting = make.gauge('tamtam_interactions_waiting')
  const waitingSeconds = make.gauge('tamtam_interactions_waiting_oldest_seconds')
  const allowed = make.gauge('tamtam_budget_calls_allowed')
  const used = make.gauge('tamtam_budget_calls_used')
  const left = make.gauge('tamtam_budget_calls_left')
  for (const priority of PRIORITIES) {
    const part = priorities[priority]
    waiting.set({ priority }, part.waiting.interactions)
    waitingSeconds.set({ priority }, secondsSince(part.waiting.oldestSinceMs))
    allowed.set({ priority }, part.allowed)
    used.set({ priority }, part.used)
    left.set({ priority }, part.room)
  }

  const destination = make.gauge('tamtam_destination_state')
  const now = stateOf(gong)
  for (const state of STATES) destination.set({ state }, state === now ? 1 : 0)
  const rate = make.gauge('tamtam_destination_rate_ratio')
  rate.set(gong.kind === 'called' ? gong.rateShare : 1)
  return registry.getMetricsAsJSON()
}

function stateOf(gong: GongState): (typeof STATES)[number] {
  if (gong.kind !== 'called') return gong.kind
  if (gong.blockedUntilMs !== null) return 'blocked'
  return gong.failures > 0 || gong.rateShare < 1 ? 'slowed' : 'called'
}
