import { parseArgs } from 'node:util'
import { readPorts, type DemoPorts } from './demo-ports.js'

export const HELP = `npm run demo -- [options]

Builds Tamtam and starts a marketing site, the collector, and a stand-in for Gong, all on this machine.

  --visit            let a real browser visit the site, print what arrived, and end
  --headed           … with a window that you can watch
  --screenshot FILE  … and save a picture of the timeline
  --help             this text

DEMO_SITE_PORT, DEMO_COLLECTOR_PORT, DEMO_CONSOLE_PORT and DEMO_SANDBOX_PORT set the ports; by default free ones are
taken.`

export type Asked =
  | { kind: 'help' }
  | { kind: 'human'; ports: DemoPorts }
  | { kind: 'visit'; ports: DemoPorts; headed: boolean; screenshot: string | undefined }
  | { kind: 'misuse'; reason: string }

/** What the command line and the environment ask for. */
export function readOptions(args: string[], env: Record<string, string | undefined>): Asked {
  try {
    const { values } = parseArgs({
      args,
      options: {
        visit: { type: 'boolean', default: false },
        headed: { type: 'boolean', default: false },
        screenshot: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    const { visit, headed, screenshot, help } = values
    if (help) return { kind: 'help' }
    const ports = readPorts(env)
    return visit || headed || screenshot !== undefined
      ? { kind: 'visit', ports, headed, screenshot }
      : { kind: 'human', ports }
  } catch (error) {
    return { kind: 'misuse', reason: error instanceof Error ? error.message : String(error) }
  }
}
