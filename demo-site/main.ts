import { parseArgs } from 'node:util'
import { startDemo, type Demo } from './start-demo.js'
import { TRACKING_ID } from './visit/tracked-visit.js'
import { visit } from './visit/visit.js'

const HELP = `npm run demo -- [options]

Starts a marketing site, the collector, and a stand-in for Gong, all on this machine.

  --visit            let a real browser visit the site, print what arrived, and end
  --headed           … with a window that you can watch
  --screenshot FILE  … and save a picture of the timeline
  --help             this text

DEMO_SITE_PORT, DEMO_COLLECTOR_PORT and DEMO_SANDBOX_PORT set the ports; by default free ones are taken.`

process.exitCode = await main()

/** Exit code 0: fine; 1: it failed, or something expected did not arrive; 2: misuse. */
async function main(): Promise<number> {
  const options = readOptions()
  if (typeof options === 'string') {
    console.error(`${options}\n\n${HELP}`)
    return 2
  }
  if (options.help) {
    console.log(HELP)
    return 0
  }
  const stopped = awaitSignal()
  try {
    const demo = await startDemo(options.ports)
    try {
      greet(demo)
      if (options.visit) return (await visit(demo, { ...options, stopped })) ? 0 : 1
      console.log('Ctrl-C stops everything.')
      return await untilStopped(demo, stopped)
    } finally {
      await demo.stop()
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}

async function untilStopped(demo: Demo, stopped: Promise<void>): Promise<number> {
  const ended = demo.collectorEnded.then(() => 'ended')
  if ((await Promise.race([stopped, ended])) === 'ended') {
    console.error(`The collector ended by itself. Its last output:\n${demo.collectorOutput()}`)
    return 1
  }
  console.log('\nStopping …')
  return 0
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        visit: { type: 'boolean', default: false },
        headed: { type: 'boolean', default: false },
        screenshot: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    return {
      ...values,
      screenshot: values.screenshot,
      visit: values.visit || values.headed || values.screenshot !== undefined,
      ports: {
        sitePort: readPort('DEMO_SITE_PORT'),
        collectorPort: readPort('DEMO_COLLECTOR_PORT'),
        sandboxPort: readPort('DEMO_SANDBOX_PORT'),
      },
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function readPort(variable: string): number {
  const value = process.env[variable] || '0'
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new Error(`${variable}: expected a port from 1 to 65535, got ${JSON.stringify(value)}`)
}

function awaitSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

function greet({ siteUrl, sandboxUrl, collectorUrl, quietSeconds }: Demo): void {
  console.log(`
Tamtam demo

  Site       ${siteUrl}/?gong_tid=${TRACKING_ID}
  Timeline   ${sandboxUrl}/
  Collector  ${collectorUrl}

1. Open the site by that link, go to the tour, and watch half of it.
2. Look at the timeline: what you did appears about ${quietSeconds} seconds after you stop.
   (Outside this demo the collector waits for two quiet minutes, so that one visit is one row.)
3. In a private window, open ${siteUrl}/contact and say who you are:
   what you read before is told with your name.
`)
}
