import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads'
import { ConfigError, type Config } from './config.js'
import type { ConsoleStarted, ConsoleWorkerData } from './console-worker.js'
import type { MainVerbs, PublishedScript } from './console/deps.js'
import type { Logger } from './lib/logger.js'
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
  /** What it asks of the pipeline's thread goes there. */
  pipeline: MessagePort
  logger: Logger
}

/** A thread in the middle of a long look hears of its end late; what else is to be closed does not wait for it. */
const CLOSE_WITHIN_MS = 2500

/** Beside this file in the build. */
const ASSETS = fileURLToPath(new URL('../console', import.meta.url))

/**
 * Starts the operator's listener in a thread of its own, with its own connection to the store, so that a long look at
 * it holds up neither beacons nor stages. Throws a ConfigError that names TAMTAM_ADMIN_PORT or TAMTAM_ADMIN_HOST when
 * the address cannot be had. Should the thread die later, that is logged, and accepting and delivery go on without it.
 */
export async function openConsole(options: ConsoleOptions): Promise<OpenConsole> {
  const { config, script, verbs, pipeline, logger } = options
  const { port1, port2 } = new MessageChannel()
  answerThread<MainVerbs>(port1, () => verbs)
  const workerData: ConsoleWorkerData = {
    config,
    script,
    assetsFolder: ASSETS,
    main: port2,
    pipeline,
  }
  const worker = new Worker(new URL('./console-worker.js', import.meta.url), {
    workerData,
    transferList: [port2, pipeline],
  })
  const [started] = (await once(worker, 'message')) as [ConsoleStarted]
  if (started.kind === 'misconfigured') throw new ConfigError(started.words)

  let open = true
  worker.on('error', (error: Error) => {
    logger.error(
      { event: 'console_died', err: error },
      'the console died: it is back when the collector starts again; accepting and delivery go on',
    )
  })
  worker.on('exit', () => (open = false))
  return {
    port: started.port,
    async close() {
      if (!open) return
      worker.postMessage('close')
      await Promise.race([once(worker, 'exit'), sleep(CLOSE_WITHIN_MS, undefined, { ref: false })])
    },
  }
}
