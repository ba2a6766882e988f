import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import type { ServerStore } from './api/server-store.js'
import { askStore } from './api/store-port.js'
import { ConfigError, type Config } from './config.js'
import type { PipelineVerbs } from './console/deps.js'
import { systemClock } from './lib/clock.js'
import { explainDataFolder } from './lib/data-folder.js'
import type { Logger } from './lib/logger.js'
import { askThread } from './lib/thread-calls.js'
import { startPipelineThread, type PipelineThread } from './pipeline-thread.js'
import { lockDataFolder } from './store/lock-data-folder.js'
import { setSpoolAside } from './store/spool/set-aside.js'
import { isDamaged } from './store/spool/spool-damaged.js'
import { openSpoolWriter, startSpoolWorker, type SpoolWriter } from './store/spool/spool-writer.js'

export interface Data {
  spool: SpoolWriter
  pipeline: PipelineThread
  /** Asked of the pipeline's thread, which has it open. */
  store: ServerStore
  /** How the pipeline's thread does. */
  watched: PipelineVerbs
}

/** What a thread may still need for what it is doing when the process ends because of another. */
const LAST_CALLS_MS = 2000

/**
 * Opens what the process keeps in its data folder, each with a thread of its own. Throws a ConfigError that names
 * TAMTAM_DATA_DIR when it cannot be had. Should a thread die later, the process ends: without it, it would answer and
 * do nothing, and whoever runs it starts it anew.
 */
export async function openData(config: Config, logger: Logger): Promise<Data> {
  const dataDir = resolve(config.dataDir)
  const spoolPath = join(dataDir, 'spool.db')
  const open: Partial<Pick<Data, 'spool' | 'pipeline'>> = {}
  const { port1, port2 } = new MessageChannel()
  const watch = new MessageChannel()
  try {
    // One level only: to make a whole path would hide a slip, and Node 20 never returns from it below /proc.
    if (!existsSync(dataDir)) mkdirSync(dataDir)
    // Held until the process ends, however it does.
    lockDataFolder(dataDir)
    const sharedStore = config.ack === 'shared' ? (config.databaseUrl ?? undefined) : undefined
    const worker = startSpoolWorker({ path: spoolPath, limits: config.spool, sharedStore })
    const spool = await openSpoolWriter(worker, onDeath('spool'))
    open.spool = spool
    if (spool.setAside !== null) sayDamaged(spool.setAside)
    const storeTarget = config.databaseUrl ?? join(dataDir, 'store.db')
    const workerData = { config, spoolPath, storeTarget, questions: port2, watch: watch.port2 }
    const pipeline = await startPipelineThread(workerData, onDeath('pipeline'))
    open.pipeline = pipeline
    return {
      spool,
      pipeline,
      store: askStore(port1),
      watched: askThread<PipelineVerbs>(watch.port1, ['metricsJson']),
    }
  } catch (cause) {
    throw new ConfigError(
      `TAMTAM_DATA_DIR: expected a folder that this process may write to, got ${JSON.stringify(config.dataDir)}: ${explainDataFolder(dataDir, cause)}`,
      { cause },
    )
  }

  function onDeath(part: keyof typeof open): (error: Error) => void {
    return (error) => {
      logger.error({ event: `${part}_died`, err: error }, `the ${part} died: the process ends`)
      // The others first, who would go on writing to a file that is set aside, and whom the driver would not let be
      // ended in the middle of a call.
      const end = (): void => {
        if (isDamaged(error) && existsSync(spoolPath)) {
          sayDamaged(setSpoolAside(spoolPath, systemClock()))
        }
        process.exit(1)
      }
      setTimeout(end, LAST_CALLS_MS)
      const others = Object.values({ ...open, [part]: undefined })
      void Promise.allSettled(others.map((other) => other?.close())).then(end)
    }
  }

  function sayDamaged(aside: string): void {
    logger.error(
      { event: 'spool_set_aside', file: aside },
      `the spool was damaged and is now ${aside}; a new one takes its place. To rescue what is readable: sqlite3 ${aside} .recover`,
    )
  }
}
