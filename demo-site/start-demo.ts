import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from './clock.js'
import { freePort } from './free-port.js'
import { openGongSandbox } from './gong-sandbox/open-gong-sandbox.js'
import { openDemoSite } from './open-demo-site.js'
import { startCollector } from './start-collector.js'

const COMPANY = 'Firnline'
const SITE_ID = 'demo'
const KEYS = { accessKey: 'demo-access-key', accessKeySecret: 'demo-access-key-secret' }

/** Short, so that a newcomer sees something soon; long enough for two milestones of the film to fold into one. */
const DEMO_QUIET_SECONDS = 10
const MAX_SECONDS = 60

export type DemoOptions = {
  /** 0 or absent takes a free one. */
  sitePort?: number
  collectorPort?: number
  sandboxPort?: number
  quietSeconds?: number
  /** Further environment of the collector, such as its log level. */
  collectorEnv?: Record<string, string>
}

export type Demo = Awaited<ReturnType<typeof startDemo>>

/**
 * The sandbox, the site and the built collector between them, all on 127.0.0.1, with the collector's data in a fresh
 * temporary folder. `stop` ends all three, waits for them and removes the folder.
 */
export async function startDemo(options: DemoOptions = {}) {
  const ends: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end()
  }

  try {
    const folder = await mkdtemp(join(tmpdir(), 'tamtam-demo-'))
    ends.push(() => rm(folder, { recursive: true, force: true }))

    const sandbox = await openGongSandbox({
      port: options.sandboxPort ?? 0,
      clock: systemClock,
      ...KEYS,
    })
    ends.push(sandbox.close)

    const collectorPort = options.collectorPort || (await freePort())
    const collectorUrl = `http://127.0.0.1:${collectorPort}`
    const site = await openDemoSite({
      port: options.sitePort ?? 0,
      collectorUrl,
      siteId: SITE_ID,
      companyName: COMPANY,
    })
    ends.push(site.close)

    const configPath = join(folder, 'tamtam.config.json')
    const quietSeconds = options.quietSeconds ?? DEMO_QUIET_SECONDS
    await writeFile(configPath, JSON.stringify(collectorConfig(site.port, quietSeconds), null, 2))
    const collector = await startCollector({
      url: collectorUrl,
      env: {
        PORT: String(collectorPort),
        HOST: '127.0.0.1',
        TAMTAM_DATA_DIR: join(folder, 'data'),
        TAMTAM_CONFIG: configPath,
        TAMTAM_LOG_LEVEL: 'warn',
        GONG_API_BASE_URL: sandbox.url,
        GONG_ACCESS_KEY: KEYS.accessKey,
        GONG_ACCESS_KEY_SECRET: KEYS.accessKeySecret,
        ...options.collectorEnv,
      },
    })
    ends.push(collector.stop)

    return {
      siteUrl: site.url,
      collectorUrl,
      sandboxUrl: sandbox.url,
      sandbox,
      collectorOutput: collector.output,
      /** Settles when the collector's process is over, stopped or not. */
      collectorEnded: collector.ended,
      quietSeconds,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function collectorConfig(sitePort: number, quietSeconds: number) {
  return {
    companyName: COMPANY,
    sites: [
      {
        siteId: SITE_ID,
        origins: [`http://127.0.0.1:${sitePort}`, `http://localhost:${sitePort}`],
        titleSuffixes: [` | ${COMPANY}`],
      },
    ],
    coalesce: { quietSeconds, maxSeconds: MAX_SECONDS },
  }
}
