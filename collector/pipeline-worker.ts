import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { createServerStore, type ServerStore } from './api/server-store.js'
import type { Config } from './config.js'
import { systemClock } from './lib/clock.js'
import type { PipelineVerbs } from './console/deps.js'
import { createLogger } from './lib/logger.js'
import { answerThread } from './lib/thread-calls.js'
import { NO_TRACING } from './lib/tracing.js'
import { yieldProcessor } from './lib/yield-processor.js'
import { openGong } from './open-gong.js'
import { CALL_TIMEOUT_MS, createPipeline } from './pipeline.js'
import { openWhenThere } from './store/open-when-there.js'
import { createForwarder } from './store/spool/forwarder.js'
import { openSpool } from './store/spool/spool.js'
import { openTracing } from './watch/open-tracing.js'
import { createPipelineMetrics } from './watch/pipeline-metrics.js'

/** What the thread is started with. */
export interface PipelineWorkerData {
  config: Config
  spoolPath: string
  /** The shared store's address, or the path of this machine's own. */
  storeTarget: string
  /** What servers and the readers of links ask of the store comes by it. */
  questions: MessagePort
  /** And what the console asks of this thread. */
  watch: MessagePort
}

/** The lowest: what is left when others want everything. */
const NICENESS_OF_STAGES = 19

/** Of the ten seconds that a stop may take, of which listeners and traces have some too. */
const LAST_CALLS_MS = 5_000

const port = parentPort
if (!port) throw new Error('pipeline-worker runs as a worker thread only')

const { config, spoolPath, storeTarget, questions, watch } = workerData as PipelineWorkerData
const logger = createLogger(config.logLevel)

yieldProcessor(NICENESS_OF_STAGES, logger)

const tracing = await openTracing({ env: process.env, clock: systemClock, logger })
const spool = openSpool(spoolPath)
const stop = new AbortController()
/** What is still under way when this fires is given up, so that its lease can be given back before the process ends. */
const hurry = new AbortController()
port.once('message', () => {
  stop.abort()
  setTimeout(() => hurry.abort(new Error('the collector stops')), LAST_CALLS_MS).unref()
})

let asked: ServerStore | null = null
answerThread<ServerStore>(questions, () => asked)
const metrics = createPipelineMetrics()
answerThread<PipelineVerbs>(watch, () => metrics)
const store = await openWhenThere(storeTarget, {
  signal: stop.signal,
  logger,
  onWait: () => port.postMessage('open'),
})
port.postMessage('open')
if (store) {
  asked = createServerStore(store)
  const forwarder = createForwarder({ spool, store, clock: systemClock, logger })
  const gong =
    config.gong &&
    openGong(config.gong, {
      store,
      fetch,
      timeoutMs: CALL_TIMEOUT_MS,
      hurry: hurry.signal,
      logger,
    })
  const pipeline = createPipeline({
    forwarder,
    store,
    config,
    gong,
    random: Math.random,
    logger,
    metrics,
    tracing,
  })
  await pipeline.run(stop.signal)
  asked = null
  await store.close()
}
spool.close()
await tracing.close()
port.close()
// What still waits for whoever takes the traces would hold up the stop.
if (tracing !== NO_TRACING) process.exit(0)
