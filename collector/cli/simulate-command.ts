import { basename } from 'node:path'
import type { Command } from 'commander'
import { ConfigError, readConfig, withJwtKeys, type Config } from '../config.js'
import { Failure } from './failure.js'
import { wholeNumber } from './number-option.js'
import { openStore } from './open-data-to-read.js'
import { compare } from './simulate/simulation.js'
import { findSpan } from './simulate/find-span.js'
import { renderSimulation } from './simulate/render-simulation.js'
import { replay } from './simulate/replay.js'
import { tallyOf } from './simulate/tally.js'
import type { Terminal } from './terminal.js'

interface Options {
  rules: string
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
    .requiredOption('--rules <file>', 'the other configuration file')
    .option('--days <n>', 'replay what came in the last so many days', wholeNumber(1, 3650), 7)
    .option('--json', 'print JSON for programs')
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => simulate(options, terminal))
}

const DAY_MS = 24 * 60 * 60 * 1000

async function simulate({ rules, days, json }: Options, terminal: Terminal): Promise<void> {
  const present = withJwtKeys(readConfig(terminal.env))
  const other = readRules(rules, terminal)
  const source = await openStore(present)
  try {
    const span = await findSpan(source, terminal.clock() - days * DAY_MS)
    if (!span) throw new Failure(`no event was received in the last ${days} days`)
    const tallied = async (config: Config, name: string) => {
      const onProgress = (share: number): void =>
        terminal.progress(`replaying by ${name}: ${Math.round(share * 100)} %`)
      const replayed = await replay({ source, span, config, onProgress })
      return { tally: tallyOf(replayed, span.startMs), endMs: replayed.endMs }
    }
    const now = await tallied(present, 'the present configuration')
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
    throw new Failure(cause.message.replace(/^TAMTAM_CONFIG:/gm, '--rules:'), { cause })
  }
}

function budgetOf({ quota, budget }: Config): number {
  return Math.floor(quota.callsPerDay * budget.share)
}
