import { basename } from 'node:path'
import type { Command } from 'commander'
import { ConfigError, readConfig, withJwtKeys, type Config } from '../config.js'
import { Failure } from './failure.js'
import { wholeNumber } from './number-option.js'
import { openStore } from './open-data-to-read.js'
import { shareBar } from './progress-bar.js'
import { compare } from './simulate/simulation.js'
import { findSpan } from './simulate/find-span.js'
import { renderSimulation } from './simulate/render-simulation.js'
import { replay } from './simulate/replay.js'
import { tallyOf } from './simulate/tally.js'
import type { Terminal } from './terminal.js'

interface Options {
  rules?: string
  days: number
  json?: boolean
}

const EXAMPLES = `
The file is a whole configuration file, of which nothing is taken over and nothing is sent. Events are replayed twice,
by the present configuration and by the other, in a file below TMPDIR that takes about as much room as they do.

Examples:
  tamtam simulate --rules other.config.json
  tamtam simulate --rules other.config.json --days 30 --json | jq .difference`

/** `tamtam simulate`: what stored events would have come to by other rules. */
export function addSimulate(program: Command, terminal: Terminal): void {
  program
    .command('simulate')
    .description(
      'replay stored events by the rules of another configuration file, and send nothing',
    )
    .option('--rules <file>', 'the other configuration file; needed')
    .option('--days <n>', 'replay what came in the last so many days', wholeNumber(1, 3650), 7)
    .option('--json', 'print JSON for programs')
    .addHelpText('after', EXAMPLES)
    // Not a required option: its absence would hide that another is misspelt.
    .action((options: Options, command: Command) => {
      const { rules } = options
      if (rules === undefined)
        return command.error('error: --rules <file> is needed', { exitCode: 2 })
      return simulate({ ...options, rules }, terminal)
    })
}

const DAY_MS = 24 * 60 * 60 * 1000

async function simulate(
  { rules, days, json }: Options & { rules: string },
  terminal: Terminal,
): Promise<void> {
  const present = withJwtKeys(readConfig(terminal.env))
  const other = readRules(rules, terminal)
  const source = await openStore(present)
  try {
    const span = await findSpan(source, terminal.clock() - days * DAY_MS)
    if (!span) throw new Failure(`no event was received in the last ${days} days`)
    const tallied = async (config: Config, name: string) => {
      const onProgress = (share: number): void =>
        terminal.progress(`replaying by ${name}: ${shareBar(share)}`)
      const replayed = await replay({ source, span, config, onProgress })
      return { ...replayed, tally: tallyOf(replayed, span.startMs) }
    }
    const now = await tallied(present, 'the present configuration')
    for (const words of missingSites(now.eventsBySite, other))
      terminal.warn(`--rules: ${rules} ${words}`)
    const then = await tallied(other, basename(rules))
    const simulation = compare({
      startMs: span.startMs,
      endMs: now.endMs,
      budgetPerDay: { present: budgetOf(present), other: budgetOf(other) },
      present: now.tally,
      other: then.tally,
    })
    terminal.print(json ? JSON.stringify(simulation, null, 2) : renderSimulation(simulation))
  } finally {
    await source.close()
  }
}

function readRules(file: string, { env }: Terminal): Config {
  try {
    return withJwtKeys(readConfig({ ...env, TAMTAM_CONFIG: file }))
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause
    const words = cause.message.replace(/^TAMTAM_CONFIG:/gm, '--rules:')
    throw new Failure(NO_SITES.test(words) ? `${words}\n${WHOLE_FILE}` : words, { cause })
  }
}

/** How the fault of a file begins that holds rules only. */
const NO_SITES = /^--rules: .*: (sites|top level): .*$/m
const WHOLE_FILE =
  '--rules: a whole configuration file is needed, with its sites: copy the present one and change what is to be tried'

/** Sites whose events the other configuration knows nothing of, so that it seems to send less. */
function missingSites(eventsBySite: ReadonlyMap<string, number>, { sites }: Config): string[] {
  const known = new Set(sites.map(({ siteId }) => siteId))
  return [...eventsBySite]
    .filter(([siteId]) => !known.has(siteId))
    .map(
      ([siteId, events]) =>
        `has no site ${JSON.stringify(siteId)}, for which ${events} of the replayed events came: by it nothing of them is sent`,
    )
}

function budgetOf({ quota, budget }: Config): number {
  return Math.floor(quota.callsPerDay * budget.share)
}
