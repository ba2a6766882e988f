import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { ConfigError, type Config } from './config.js'
import { readAssets } from './console/assets.js'
import { createConsole } from './console/create-console.js'
import type { MainVerbs, OpenStore, PublishedScript } from './console/deps.js'
import { systemClock } from './lib/clock.js'
import { createLogger } from './lib/logger.js'
import { runLoop } from './lib/run-loop.js'
import { askThread } from './lib/thread-calls.js'
import { yieldProcessor } from './lib/yield-processor.js'
import { listen } from './listen.js'
import { isAway } from './store/is-away.js'
import { openToRead, type StoreToRead } from './store/open-to-read.js'
import { openWhenThere } from './store/open-when-there.js'

/** What the thread is started with. */
export interface ConsoleWorkerData {
  config: Config
  script: PublishedScript
  /** Where the console's scripts and styles are. */
  assetsFolder: string
  main: MessagePort
}

/** What it says to who started it, once. */
export type ConsoleStarted =
  | { kind: 'listening'; port: number }
  /** An operator can act on it. */
  | { kind: 'misconfigured'; words: string }

const port = parentPort
if (!port) throw new Error('console-worker runs as a worker thread only')

/** A page of the console that is under way has that long. */
const CLOSE_GRACE_MS = 500

/** And so long has what it asks of the store: a database that hangs holds up no end. */
const LAST_ANSWER_MS = 1000

/** Between that of beacons, 0, and of the stages, 19. */
const NICENESS = 10

const given = workerData as ConsoleWorkerData
const { config, script } = given
const logger = createLogger(config.logLevel)
const target = config.databaseUrl ?? join(resolve(config.dataDir), 'store.db')

yieldProcessor(NICENESS, logger)

const main = askThread<MainVerbs>(given.main, [
  'readSightings',
  'metricsJson',
  'pipelineMetricsJson',
])
let open: OpenStore | null = null
const app = createConsole({
  config,
  findStore: () => open,
  main,
  script,
  assets: await readAssets(given.assetsFolder),
  clock: systemClock,
  logger,
})

const stop = new AbortController()
const { admin } = config
const listener = await listen(app, {
  ...admin,
  names: { port: 'TAMTAM_ADMIN_PORT', host: 'TAMTAM_ADMIN_HOST' },
  closeGraceMs: CLOSE_GRACE_MS,
}).catch((error: unknown) => {
  if (!(error instanceof ConfigError)) throw error
  say({ kind: 'misconfigured', words: error.message })
  return null
})

if (listener) {
  port.once('message', () => stop.abort())
  say({ kind: 'listening', port: listener.port })
  const store = await openWhenThere(target, {
    signal: stop.signal,
    logger,
    onWait: () => undefined,
  })
  const reader = store && (await openReader())
  if (store && reader) open = { store, reader }
  if (!stop.signal.aborted) {
    await new Promise<void>((aborted) => stop.signal.addEventListener('abort', () => aborted()))
  }
  await listener.close()
  const closed = Promise.allSettled([reader?.close(), store?.close()]).then(() => 'closed')
  const end = await Promise.race([closed, sleep(LAST_ANSWER_MS, 'late', { ref: false })])
  // Ends this thread alone.
  if (end === 'late') process.exit()
}
given.main.close()
port.close()

/** The store that was opened may be gone again by now. Null when the end comes first. */
async function openReader(): Promise<StoreToRead | null> {
  let reader: StoreToRead | null = null
  const opened = new AbortController()
  await runLoop({
    name: 'opening the store for the console',
    async pass() {
      reader = await openToRead(target)
      opened.abort()
      return 0
    },
    signal: AbortSignal.any([stop.signal, opened.signal]),
    logger,
    isFatal: (error) => !isAway(error),
  })
  return reader
}

function say(started: ConsoleStarted): void {
  port?.postMessage(started)
}
