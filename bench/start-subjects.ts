import { writeFileSync } from 'node:fs'
import { ORIGIN, SITE_ID } from './beacon-text.js'
import { startServer, type RunningServer } from './start-server.js'

export function startBareHono(): Promise<RunningServer> {
  return startServer(['--import', 'tsx', 'bench/bare-hono.ts'])
}

interface CollectorOptions {
  environment?: Record<string, string>
  expectedEvents?: readonly string[]
}

/** The collector as it is built, as a preview without Gong. */
export function startCollector(
  dataDir: string,
  { environment = {}, expectedEvents = [] }: CollectorOptions = {},
): Promise<RunningServer> {
  const configFile = `${dataDir}.json`
  // All load comes from one address.
  const config = { sites: [{ siteId: SITE_ID, origins: [ORIGIN] }], rateLimit: false }
  writeFileSync(configFile, JSON.stringify(config))
  return startServer(['dist/collector/main.js'], {
    expectedEvents,
    environment: {
      HOST: '127.0.0.1',
      PORT: '0',
      TAMTAM_ADMIN_PORT: '0',
      TAMTAM_CONFIG: configFile,
      TAMTAM_DATA_DIR: dataDir,
      ...environment,
    },
  })
}
