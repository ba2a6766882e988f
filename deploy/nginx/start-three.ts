import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ORIGIN, SITE_ID as LOAD_SITE_ID } from '../../bench/beacon-text.js'
import { startCollector } from '../../demo-site/start-collector.js'
import { quietPort } from '../../e2e/quiet-port.js'
import { COLLECTOR_HOST, SITE_HOST } from './start-nginx.js'
import { SITE_ID } from './try-browser.js'

export interface TriedCollector {
  port: number
  start(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
  /** SIGTERM, and waits for its end. */
  stop(): Promise<void>
}

/** Three built collectors, one PostgreSQL; a visitor's address is what nginx says. Their rate limits are the usual ones. */
export async function startThree(wish: {
  folder: string
  databaseUrl: string
  ack: string
}): Promise<TriedCollector[]> {
  const configFile = join(wish.folder, 'tamtam.config.json')
  const config = {
    publicUrl: `https://${COLLECTOR_HOST}`,
    trustedProxies: ['127.0.0.1/32'],
    sites: [
      { siteId: LOAD_SITE_ID, origins: [ORIGIN], bots: 'keep' },
      { siteId: SITE_ID, origins: [`https://${SITE_HOST}`], bots: 'keep' },
    ],
  }
  writeFileSync(configFile, JSON.stringify(config))
  const collectors: TriedCollector[] = []
  for (const name of ['one', 'two', 'three']) {
    const dataDir = join(wish.folder, name)
    mkdirSync(dataDir)
    const port = await quietPort()
    const env = {
      PORT: String(port),
      HOST: '127.0.0.1',
      TAMTAM_ADMIN_PORT: String(await quietPort()),
      TAMTAM_CONFIG: configFile,
      TAMTAM_DATA_DIR: dataDir,
      TAMTAM_LOG_LEVEL: 'warn',
      TAMTAM_ACK: wish.ack,
      DATABASE_URL: wish.databaseUrl,
    }
    let running: Awaited<ReturnType<typeof startCollector>> | null = null
    const collector: TriedCollector = {
      port,
      async start() {
        running = await startCollector({ url: `http://127.0.0.1:${port}`, env })
      },
      kill: async () => running?.kill(),
      stop: async () => running?.stop(),
    }
    collectors.push(collector)
    await collector.start()
  }
  return collectors
}
