import { expect, it } from 'vitest'
import { anEvent, NOON_MS, SESSION, VISITOR } from '../../wire/test-data.js'
import { ACCEPTED, TIMED_OUT, type ScriptedAnswer } from '../gong/test-gong.js'
import { deliverTo } from '../deliver/test-delivery.js'
import { deliverOnce } from '../deliver/deliver-once.js'
import { createTestLogger } from '../lib/test-logger.js'
import { createPipeline } from '../pipeline.js'
import { queueOne } from '../store/test-outbox.js'
import { aSpooledBeacon, foldsInto, openTestStore } from '../store/test-store.js'
import { read } from '../test-config.js'
import { createPipelineMetrics } from './pipeline-metrics.js'
import { samplesOf } from './test-scrape.js'

/** What is told after one call that is answered so. */
async function afterOne(answer: ScriptedAnswer, content: { title?: string } = {}) {
  const metrics = createPipelineMetrics()
  const { deps } = await deliverTo(answer)
  await queueOne(deps.store, { content: { priority: 'high', ...content } })
  await deliverOnce({ ...deps, metrics })
  return samplesOf('pipeline', await metrics.metricsJson())
}

it.each([
  ['200', ACCEPTED, 'outcome="delivered",status="2xx",reason="none"'],
  ['503', { status: 503 }, 'outcome="retry",status="5xx",reason="gong_unavailable"'],
  ['a time-out', TIMED_OUT, 'outcome="retry",status="none",reason="gong_timeout"'],
  ['400', { status: 400 }, 'outcome="dead",status="4xx",reason="gong_rejected"'],
  ['403', { status: 403 }, 'outcome="halt",status="4xx",reason="gong_forbidden"'],
])('a call that ends with %s is counted once, with its permit', async (_, answer, labels) => {
  const told = await afterOne(answer)
  expect(told).toEqual(
    expect.arrayContaining([
      `tamtam_attempts_total{${labels}} 1`,
      'tamtam_permits_taken_total{priority="high"} 1',
      'tamtam_permits_taken_total{priority="low"} 0',
      'tamtam_first_attempt_conflicts_total 0',
      `tamtam_gong_call_seconds_count{${labels.split(',')[0]}} 1`,
    ]),
  )
})

it('a 409 at the first attempt is delivered and a conflict', async () => {
  const told = await afterOne({ status: 409, body: { requestId: 'r' } })
  expect(told).toContain('tamtam_first_attempt_conflicts_total 1')
  expect(told).toContain('tamtam_attempts_total{outcome="delivered",status="4xx",reason="none"} 1')
})

it('what does not fit the contract is an attempt, and neither a permit nor a call', async () => {
  const told = await afterOne(ACCEPTED, { title: '' })
  expect(told).toContain(
    'tamtam_attempts_total{outcome="dead",status="none",reason="contract_violation"} 1',
  )
  expect(told).toContain('tamtam_permits_taken_total{priority="high"} 0')
  expect(told.filter((line) => line.startsWith('tamtam_gong_call_seconds_count'))).toEqual([])
})

async function openPipeline(forwardOnce: () => Promise<number>) {
  const metrics = createPipelineMetrics()
  const { store } = await openTestStore({ clock: () => NOON_MS })
  const { logger } = createTestLogger()
  const pipeline = createPipeline({
    forwarder: { forwardOnce, close: () => undefined },
    store,
    config: read({ TAMTAM_ROLE: 'accept', DATABASE_URL: 'postgres://localhost/t' }),
    gong: null,
    random: () => 0,
    logger,
    metrics,
  })
  return {
    store,
    pipeline,
    samples: async () => samplesOf('pipeline', await metrics.metricsJson()),
  }
}

it('what is sealed is counted', async () => {
  const { store, pipeline, samples } = await openPipeline(async () => 0)
  await store.appendBeacons([aSpooledBeacon([anEvent('page_view')])])
  const [event] = await store.readEventsAt('received', 1)
  const key = { siteId: 'acme-www', anonymousId: VISITOR, sessionId: SESSION } as const
  const [id = NaN] = await store.openInteractions([
    {
      key: { ...key, kind: 'page viewed', contentKey: '/pricing' },
      part: 1,
      openedAtMs: NOON_MS,
      sealDueAtMs: NOON_MS,
      firstOccurredAtMs: NOON_MS,
      eventCount: 1,
    },
  ])
  await store.foldEvents(foldsInto(id, event ? [event.seq] : []))
  await pipeline.passOnce()
  expect(await samples()).toContain('tamtam_interactions_sealed_total 1')
})

it('a pass that fails is counted by its loop', async () => {
  const stop = new AbortController()
  const { pipeline, samples } = await openPipeline(async () => {
    stop.abort()
    throw new Error('the database is away')
  })
  await pipeline.run(stop.signal)
  expect(await samples()).toContain('tamtam_loop_failures_total{loop="forward"} 1')
})

it('the loops of delivery are one', async () => {
  const metrics = createPipelineMetrics()
  metrics.loopFailed('delivery 1')
  metrics.loopFailed('delivery 17')
  const told = await samplesOf('pipeline', await metrics.metricsJson())
  expect(told).toContain('tamtam_loop_failures_total{loop="delivery"} 2')
})
