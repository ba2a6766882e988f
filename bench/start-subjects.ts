import { writeFileSync } from 'node:fs'
import { ORIGIN, SITE_ID } from './beacon-text.js'
import { startServer, type RunningServer } from './start-server.js'

export function startBareHono(): Promise<RunningServer> {
  return startServer(['--import', 'tsx', 'bench/bare-hono.ts'])
}

/** The collector as it is built, as a preview without Gong, with nothing in `dataDir` yet. */
export function startCollector(dataDir: string): Promise<RunningServer> {
  const configFile = `${dataDir}.json`
  writeFileSync(configFile, JSON.stringify({ sites: [{ siteId: SITE_ID, origins: [ORIGIN] }] }))
  return startServer(['dist/collector/main.js'], {
    HOST: '127.0.0.1',
    PORT: '0',
    TAMTAM_CONFIG: configFile,
    TAMTAM_DATA_DIR: dataDir,
  })
}
