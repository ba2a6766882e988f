import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addServerRoutes, createApp, createHealthApp } from './app.js'
import { ConfigError, readConfig, withJwtKeys, type Config } from './config.js'
import { openLookUps, type LookUps } from './ingest/open-look-ups.js'
import { readSnippetFile } from './ingest/snippet-route.js'
import { systemClock } from './lib/clock.js'
import { createLogger } from './lib/logger.js'
import { listen } from './listen.js'
import { openData } from './open-data.js'

/** The patience of whoever stops us; calls to Gong are given up some seconds before. */
const SHUTDOWN_MS = 10_000

const DOING: Record<Config['role'], string> = {
  all: 'collecting',
  accept: 'accepting beacons for others to work off',
  work: 'working off what others accept, with health checks only',
}

try {
  const config = readConfig(process.env)
  await start(config.role === 'accept' ? config : withJwtKeys(config))
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
  const store = config.databaseUrl ? new URL(config.databaseUrl).host : null
  const place = store
    ? `spool in ${dataDir}, store in PostgreSQL at ${store}`
    : `data in ${dataDir}`
  logger.info(
    { event: 'configured', configFile, sites: siteIds, dataDir, store, role: config.role },
    configFile === null
      ? `no tamtam.config.json: one site, ${siteIds.join()}, for pages on this machine; ${place}`
      : `configured by ${configFile} for ${siteIds.join(', ')}; ${place}`,
  )
  const lookUps = await openFiles(config)
  const { spool, pipeline, store: serverStore } = await openData(config, logger)
  const parts = { spool: () => spool.isOpen(), pipeline: () => pipeline.isOpen() }
  const deps = {
    ...config,
    ...lookUps,
    sites: new Map(sites.map((site) => [site.siteId, site])),
    spool,
    snippet,
    clock: systemClock,
    logger,
    parts,
    store: serverStore,
  }
  const app =
    config.role === 'work' ? createHealthApp(deps) : addServerRoutes(createApp(deps), deps)
  const server = await listen(app, config).catch(async (error: unknown) => {
    await spool.close()
    await pipeline.close()
    throw error
  })
  logger.info(
    { event: 'started', host: config.host, port: server.port, preview: config.gong === null },
    `${DOING[config.role]} on port ${server.port}, ${delivering(config)}`,
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

/** Only who accepts sees addresses to look up. */
async function openFiles(config: Config): Promise<LookUps> {
  if (config.role === 'work') return {}
  try {
    return await openLookUps(config)
  } catch (cause) {
    throw new ConfigError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function delivering({ role, gong }: Config): string {
  if (role === 'accept') return 'delivering nothing'
  switch (gong?.kind) {
    case 'key':
      return `delivering to ${gong.baseUrl}`
    case 'oauth':
      return `delivering to Gong, signed in by OAuth at ${gong.oauthBaseUrl}`
    case undefined:
      return 'as a preview: set GONG_API_BASE_URL, GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET to deliver'
  }
}

/** What an operator can act on is said in one line; anything else is ours and shows where it came from. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
