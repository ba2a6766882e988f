import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import { ConfigError, type Config } from './config.js'
import type { ConsoleStarted, ConsoleWorkerData } from './console-worker.js'
import type { MainVerbs, PublishedScript } from './console/deps.js'
import type { Logger } from './lib/logger.js'
import { runLoop } from './lib/run-loop.js'
import { answerThread } from './lib/thread-calls.js'

export interface OpenConsole {
  port: number
  close(): Promise<void>
}

interface ConsoleOptions {
  config: Config
  script: PublishedScript
  /** What the console asks of the accepting thread. */
  verbs: MainVerbs
  logger: Logger
}

/** Beside this file in the build. */
const ASSETS = fileURLToPath(new URL('../console', import.meta.url))

/**
 * Starts the operator's listener in a thread of its own, with its own connection to the store, so that a long look at
 * it holds up neither beacons nor stages. Throws a ConfigError that names TAMTAM_ADMIN_PORT or TAMTAM_ADMIN_HOST when
 * the address cannot be had. Should the thread die later, that is logged, accepting and delivery go on, and it is
 * started again on the same port.
 */
export async function openConsole(
  options: ConsoleOptions,
  start: (options: ConsoleOptions) => Promise<Running> = startThread,
): Promise<OpenConsole> {
  const { logger } = options
  let running: Running | null = await start(options)
  const { port } = running
  const { admin } = options.config
  const again = { ...options, config: { ...options.config, admin: { ...admin, port } } }
  const stop = new AbortController()

  const kept = runLoop({
    name: 'the console',
    async pass() {
      running ??= await start(again)
      const why = await Promise.race([running.ended, aborted(stop.signal)])
      if (stop.signal.aborted) return 0
      running = null
      throw new Error('the console died: accepting and delivery go on', { cause: why })
    },
    signal: stop.signal,
    logger,
  })
  return {
    port,
    async close() {
      stop.abort()
      await kept
      await running?.close()
    },
  }
}

interface Running {
  port: number
  /** Resolves to why, once it is over by itself or not. */
  ended: Promise<unknown>
  close(): Promise<void>
}

async function startThread({ config, script, verbs }: ConsoleOptions): Promise<Running> {
  const { port1, port2 } = new MessageChannel()
  answerThread<MainVerbs>(port1, () => verbs)
  const workerData: ConsoleWorkerData = { config, script, assetsFolder: ASSETS, main: port2 }
  const worker = new Worker(new URL('./console-worker.js', import.meta.url), {
    workerData,
    transferList: [port2],
  })
  const ended = new Promise<unknown>((end) => {
    worker.once('error', end)
    worker.once('exit', (code) => end(new Error(`its thread ended with code ${code}`)))
  })
  const said = once(worker, 'message') as Promise<[ConsoleStarted]>
  const started = await Promise.race([said, ended])
  if (!Array.isArray(started)) throw new Error('the console did not start', { cause: started })
  // What the thread says first.
  const [first] = started as [ConsoleStarted]
  if (first.kind === 'misconfigured') throw new ConfigError(first.words)
  return {
    port: first.port,
    ended,
    async close() {
      worker.postMessage('close')
      await ended
    },
  }
}

function aborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}
