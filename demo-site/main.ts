import { build } from './build.js'
import { findPorts } from './demo-ports.js'
import { HELP, readOptions, type Asked } from './read-options.js'
import { startDemo, type Demo } from './start-demo.js'
import { listenForStop, type StopRequest } from './stop-request.js'
import { TRACKING_ID } from './visit/tracked-visit.js'
import { visit } from './visit/visit.js'

process.exitCode = await main()

/** Exit code 0: fine; 1: it failed, or something expected did not arrive; 2: misuse. */
async function main(): Promise<number> {
  const asked = readOptions(process.argv.slice(2), process.env)
  switch (asked.kind) {
    case 'misuse':
      console.error(`${asked.reason}\n\n${HELP}`)
      return 2
    case 'help':
      console.log(HELP)
      return 0
    case 'human':
    case 'visit':
      return run(asked)
  }
}

async function run(asked: Extract<Asked, { kind: 'human' | 'visit' }>): Promise<number> {
  const stop = listenForStop()
  const stoppedCode = asked.kind === 'visit' ? 1 : 0
  try {
    await findPorts(asked.ports) // Nobody should wait for the build to learn that a port is taken.
    console.log('Building the snippet and the collector, about ten seconds …')
    await build(stop.requested)
    if (stop.isRequested()) return stoppedCode
    const demo = await startDemo({ ports: asked.ports })
    try {
      if (stop.isRequested()) return stoppedCode
      printAddresses(demo)
      if (asked.kind === 'visit') {
        return (await visit(demo, { ...asked, stopped: stop.requested })) ? 0 : 1
      }
      printSteps(demo)
      return await untilStopped(demo, stop)
    } finally {
      await demo.stop()
    }
  } catch (error) {
    // Ctrl-C reaches the build and the collector too, and their early end is no failure then.
    if (stop.isRequested()) return stoppedCode
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}

async function untilStopped(demo: Demo, stop: StopRequest): Promise<number> {
  await Promise.race([stop.requested, demo.collectorEnded])
  if (!stop.isRequested()) {
    console.error(`The collector ended by itself. Its last output:\n${demo.collectorOutput()}`)
    return 1
  }
  console.log('\nStopping …')
  return 0
}

function printAddresses({ siteUrl, sandboxUrl, collectorUrl, consoleUrl }: Demo): void {
  console.log(`
Tamtam demo

  Site       ${siteUrl}/?gong_tid=${TRACKING_ID}
  Timeline   ${sandboxUrl}/
  Console    ${consoleUrl}/
  Collector  ${collectorUrl}
`)
}

function printSteps({ siteUrl, quietSeconds, gongVariables }: Demo): void {
  const variables = Object.entries(gongVariables).map((each) => each.join('='))
  console.log(`1. Open the site by that link, go to the tour, and watch half of it.
2. Look at the timeline: what you did appears about ${quietSeconds} seconds after you stop.
   (Outside this demo the collector waits for two quiet minutes, so that one visit is one row.)
3. In a private window, look at the tour or the prices first, then go to Contact and say who you are:
   what you read before is told with your name. Without the link's tracking id the site is
   ${siteUrl}/
4. The console shows the same from the operator's side: the budget, what is held and why, and of each event what
   became of it.
5. To try a configuration of your own, start a collector beside this one, on another PORT and TAMTAM_ADMIN_PORT, with
   ${variables.join(' ')}

Ctrl-C stops everything.`)
}
