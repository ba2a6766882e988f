import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApp } from './app.js'
import { ConfigError, readConfig, type Config } from './config.js'
import { readSnippetFile } from './ingest/snippet-route.js'
import { systemClock } from './lib/clock.js'
import { explainDataFolder } from './lib/data-folder.js'
import { createLogger } from './lib/logger.js'
import { listen } from './listen.js'
import { startPipelineThread } from './pipeline-thread.js'
import { openSpoolWriter, startSpoolWorker } from './store/spool/spool-writer.js'

/** Longer than a call to Gong may take, shorter than the patience of whoever stops us. */
const SHUTDOWN_MS = 20_000

try {
  await start(readConfig(process.env))
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}

async function start(config: Config): Promise<void> {
  const logger = createLogger(config.logLevel)
  const snippet = await readSnippetFile(fileURLToPath(new URL('../tamtam.js', import.meta.url)))
  const { sites, configFile } = config
  const dataDir = resolve(config.dataDir)
  const siteIds = sites.map(({ siteId }) => siteId)
  logger.info(
    { event: 'configured', configFile, sites: siteIds, dataDir },
    configFile === null
      ? `no tamtam.config.json: one site, ${siteIds.join()}, for pages on this machine; data in ${dataDir}`
      : `configured by ${configFile} for ${siteIds.join(', ')}; data in ${dataDir}`,
  )
  // Without one of its threads it would answer and do nothing; whoever runs it starts it anew.
  const { spool, pipeline } = await openData(config, (part, error) => {
    logger.error({ event: `${part}_died`, err: error }, `the ${part} died: the process ends`)
    process.exit(1)
  })
  const app = createApp({
    sites: new Map(sites.map((site) => [site.siteId, site])),
    spool,
    snippet,
    clock: systemClock,
    logger,
    parts: { spool: () => spool.isOpen(), pipeline: () => pipeline.isOpen() },
  })
  const server = await listen(app, config).catch(async (error: unknown) => {
    await spool.close()
    await pipeline.close()
    throw error
  })
  logger.info(
    { event: 'started', host: config.host, port: server.port, preview: config.gong === null },
    config.gong
      ? `collecting on port ${server.port}, delivering to ${config.gong.baseUrl}`
      : `collecting on port ${server.port} as a preview: set GONG_API_BASE_URL, GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET to deliver`,
  )

  let stopping = false
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return
    stopping = true
    logger.info(
      { event: 'stopping', signal },
      'stopping: no more beacons, finishing what is under way',
    )
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref()
    await server.close()
    await spool.close()
    await pipeline.close()
    process.exit(0)
  }
  process.once('SIGTERM', (signal) => void stop(signal))
  process.once('SIGINT', (signal) => void stop(signal))
}

async function openData(
  config: Config,
  onDeath: (part: 'spool' | 'pipeline', error: Error) => void,
) {
  const { dataDir } = config
  try {
    // One level only: to make a whole path would hide a slip, and Node 20 never returns from it below /proc.
    if (!existsSync(dataDir)) mkdirSync(dataDir)
    const spoolPath = join(dataDir, 'spool.db')
    const storePath = join(dataDir, 'store.db')
    const spool = await openSpoolWriter(startSpoolWorker(spoolPath), (error) =>
      onDeath('spool', error),
    )
    const pipeline = await startPipelineThread({ config, spoolPath, storePath }, (error) =>
      onDeath('pipeline', error),
    )
    return { spool, pipeline }
  } catch (cause) {
    throw new ConfigError(
      `TAMTAM_DATA_DIR: expected a folder that this process may write to, got ${JSON.stringify(dataDir)}: ${explainDataFolder(dataDir, cause)}`,
      { cause },
    )
  }
}

/** What an operator can act on is said in one line; anything else is ours and shows where it came from. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
