import { parentPort, workerData } from 'node:worker_threads'
import type { Config } from './config.js'
import { createGongClient } from './gong/client.js'
import { systemClock } from './lib/clock.js'
import { createLogger } from './lib/logger.js'
import { CALL_TIMEOUT_MS, createPipeline } from './pipeline.js'
import { openSpool } from './store/spool/spool.js'
import { openStore } from './store/store.js'

/** What the thread is started with. */
export interface PipelineWorkerData {
  config: Config
  spoolPath: string
  storePath: string
}

const port = parentPort
if (!port) throw new Error('pipeline-worker runs as a worker thread only')

const { config, spoolPath, storePath } = workerData as PipelineWorkerData
const logger = createLogger(config.logLevel)
const spool = openSpool(spoolPath)
const store = await openStore(storePath)
const stop = new AbortController()

const pipeline = createPipeline({
  spool,
  store,
  config,
  client: config.gong && createGongClient({ ...config.gong, fetch, timeoutMs: CALL_TIMEOUT_MS }),
  clock: systemClock,
  random: Math.random,
  logger,
})

port.once('message', () => stop.abort())
port.postMessage('open')

await pipeline.run(stop.signal)
spool.close()
await store.close()
port.close()
