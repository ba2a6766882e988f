import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addServerRoutes, createApp, createHealthApp } from './app.js'
import { ConfigError, readConfig, withJwtKeys, type Config } from './config.js'
import { openLookUps, type LookUps } from './ingest/open-look-ups.js'
import { immutablePath, readSnippetFile } from './ingest/snippet-route.js'
import { createSightings } from './ingest/sightings.js'
import { systemClock } from './lib/clock.js'
import { createLogger } from './lib/logger.js'
import { readVersion } from './lib/read-version.js'
import { listen } from './listen.js'
import { openConsole } from './open-console.js'
import { openData } from './open-data.js'
import { createIngestMetrics } from './watch/ingest-metrics.js'
import { openTracing } from './watch/open-tracing.js'

/** The patience of whoever stops us; calls to Gong are given up some seconds before. */
const SHUTDOWN_MS = 10_000

const DOING: Record<Config['role'], string> = {
  all: 'collecting',
  accept: 'accepting beacons for others to work off',
  work: 'working off what others accept, with health checks only',
}

/** What a signal has done before the process ends; nothing was accepted yet before it is set. */
let stop: (signal: string) => Promise<void> = async () => undefined

try {
  listenForStop()
  const config = readConfig(process.env)
  await start(config.role === 'accept' ? config : withJwtKeys(config))
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}

async function start(config: Config): Promise<void> {
  const logger = createLogger(config.logLevel)
  const tracing = await openTracing({ env: process.env, clock: systemClock, logger })
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
  const { spool, pipeline, store: serverStore, watched } = await openData(config, logger)
  const parts = { spool: () => spool.isOpen(), pipeline: () => pipeline.isOpen() }
  const bySite = new Map(sites.map((site) => [site.siteId, site]))
  const metrics = createIngestMetrics({ siteIds, version: readVersion(), role: config.role })
  const sightings = createSightings({ clock: systemClock, sites: bySite })
  const deps = {
    ...config,
    ...lookUps,
    sites: bySite,
    spool,
    snippet,
    clock: systemClock,
    logger,
    parts,
    sightings,
    metrics,
    tracing,
    store: serverStore,
  }
  const closeData = async (): Promise<void> => {
    await spool.close()
    await pipeline.close()
  }
  const app =
    config.role === 'work' ? createHealthApp(deps) : addServerRoutes(createApp(deps), deps)
  const server = await listen(app, config).catch(async (error: unknown) => {
    await closeData()
    throw error
  })
  const close: (() => Promise<void>)[] = [() => server.close()]
  onStop(async (signal) => {
    logger.info(
      { event: 'stopping', signal },
      'stopping: no more beacons, finishing what is under way',
    )
    await Promise.all(close.map((each) => each()))
    await Promise.all([closeData(), tracing.close()])
  })
  // After it: beacons need not wait for the console.
  const operators = await openConsole({
    config,
    script: {
      path: config.paths.script,
      immutablePath: immutablePath(config.paths.script, snippet),
      integrity: snippet.integrity,
    },
    verbs: {
      readSightings: async () => sightings.read(),
      metricsJson: metrics.metricsJson,
      pipelineMetricsJson: () => watched.metricsJson(),
    },
    logger,
  }).catch(async (error: unknown) => {
    await server.close()
    await closeData()
    throw error
  })
  close.push(() => operators.close())
  logger.info(
    {
      event: 'started',
      host: config.host,
      port: server.port,
      adminPort: operators.port,
      preview: config.gong === null,
    },
    `${DOING[config.role]} on port ${server.port}, ${delivering(config)}; the console is at ${consoleAddress(config, operators.port)}`,
  )
}

function onStop(work: typeof stop): void {
  stop = work
}

/**
 * Ends the process by a signal once what is to be done before is done, or its time is over. As the first process of a
 * container it would not be ended by a signal for which there is no handler, so that one is there from the start.
 */
function listenForStop(): void {
  let stopping = false
  const end = async (signal: string): Promise<void> => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref()
    await stop(signal)
    process.exit(0)
  }
  process.on('SIGTERM', (signal) => void end(signal))
  process.on('SIGINT', (signal) => void end(signal))
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

function consoleAddress({ admin: { host } }: Config, port: number): string {
  return `http://${host.includes(':') ? `[${host.replace(/[[\]]/g, '')}]` : host}:${port}`
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
