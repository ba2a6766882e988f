import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from './clock.js'
import { findPorts, type DemoPorts } from './demo-ports.js'
import { openGongSandbox } from './gong-sandbox/open-gong-sandbox.js'
import { openDemoSite } from './open-demo-site.js'
import { startCollector } from './start-collector.js'
import { makeTemporaryFolder } from './temporary-folder.js'

const COMPANY = 'Firnline'
const SITE_ID = 'demo'
const KEYS = { accessKey: 'demo-access-key', accessKeySecret: 'demo-access-key-secret' }

/** Short, so that a newcomer sees something soon; long enough for two milestones of the film to fold into one. */
const QUIET_SECONDS = 10
const MAX_SECONDS = 60
/** A page that is not left is told after so long. */
const OPEN_PAGE_MINUTES = 0.5

export type Demo = Awaited<ReturnType<typeof startDemo>>

/**
 * The sandbox, the site and the built collector between them, all on 127.0.0.1, with the collector's data in a fresh
 * temporary folder. `stop` ends all three, waits for them and removes the folder, even where one does not end well.
 */
export async function startDemo(options: { ports: DemoPorts }) {
  const ends: (() => Promise<void>)[] = []
  const stop = async () => {
    const failures: unknown[] = []
    for (const end of ends.splice(0).reverse()) {
      await end().catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw new AggregateError(failures, `Stopping: ${failures.join('; ')}`)
  }

  try {
    const folder = await makeTemporaryFolder('tamtam-demo-')
    ends.push(folder.remove)

    const ports = await findPorts(options.ports)
    const sandbox = await openGongSandbox({ port: ports.sandbox, clock: systemClock, ...KEYS })
    ends.push(sandbox.close)
    const gongVariables = {
      GONG_API_BASE_URL: sandbox.url,
      GONG_ACCESS_KEY: KEYS.accessKey,
      GONG_ACCESS_KEY_SECRET: KEYS.accessKeySecret,
    }

    const collectorUrl = `http://127.0.0.1:${ports.collector}`
    const site = await openDemoSite({
      port: ports.site,
      collectorUrl,
      siteId: SITE_ID,
      companyName: COMPANY,
    })
    ends.push(site.close)

    const configPath = join(folder.path, 'tamtam.config.json')
    await writeFile(configPath, JSON.stringify(collectorConfig(site.port), null, 2))
    const collector = await startCollector({
      url: collectorUrl,
      env: {
        PORT: String(ports.collector),
        HOST: '127.0.0.1',
        TAMTAM_ADMIN_PORT: String(ports.console),
        TAMTAM_DATA_DIR: join(folder.path, 'data'),
        TAMTAM_CONFIG: configPath,
        TAMTAM_LOG_LEVEL: 'warn',
        ...gongVariables,
      },
    })
    ends.push(collector.stop)

    return {
      siteUrl: site.url,
      collectorUrl,
      /** Where its operator looks. */
      consoleUrl: `http://127.0.0.1:${ports.console}`,
      sandboxUrl: sandbox.url,
      sandbox,
      collectorOutput: collector.output,
      /** Settles when the collector's process is over, stopped or not. */
      collectorEnded: collector.ended,
      quietSeconds: QUIET_SECONDS,
      /** With which another collector delivers to the same sandbox. */
      gongVariables,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function collectorConfig(sitePort: number) {
  return {
    companyName: COMPANY,
    sites: [
      {
        siteId: SITE_ID,
        origins: [`http://127.0.0.1:${sitePort}`, `http://localhost:${sitePort}`],
        titleSuffixes: [` | ${COMPANY}`],
        // Visits may be made by a program here, and are worth seeing.
        bots: 'keep',
      },
    ],
    coalesce: {
      quietSeconds: QUIET_SECONDS,
      maxSeconds: MAX_SECONDS,
      sessionIdleMinutes: OPEN_PAGE_MINUTES,
    },
  }
}
