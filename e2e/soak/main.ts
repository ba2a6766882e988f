import { randomInt } from 'node:crypto'
import { describeThisMachine } from '../../bench/describe-this-machine.js'
import type { Breach } from './check-stored.js'
import { HELP, isComplete, MAX_SEED, readOptions } from './options.js'
import { renderResults } from './render-results.js'
import { runScenario, type ScenarioResult } from './run-scenario.js'
import { writeReport } from './write-report.js'

/** Between two faults. */
const PAUSE_MS = { min: 2000, max: 5000 }
const MAX_DETAILS = 20

/** Breaks collectors for a while, and checks that each debt is paid. */
async function main(): Promise<number> {
  const read = readOptions(process.argv.slice(2))
  if (read.kind === 'help') {
    say(HELP)
    return 0
  }
  if (read.kind === 'misuse') {
    process.stderr.write(`${read.fault}\n\n${HELP}\n`)
    return 2
  }
  const { scenarios, seconds, seed } = read.options
  const seeded = { seed: seed ?? randomInt(MAX_SEED), pauseMs: PAUSE_MS, progress: say }
  say(`seed ${seeded.seed}`)
  const machine = describeThisMachine()
  say(machine)
  const results: ScenarioResult[] = []
  for (const scenario of scenarios) {
    const share = seconds / scenarios.length
    results.push(await runScenario({ scenario, seconds: share, ...seeded }))
  }
  say(`\n${renderResults(results)}`)
  if (isComplete(read.options)) {
    const report = { machine, seed: seeded.seed, seconds, results }
    say(`written to ${writeReport(report)}`)
  }
  for (const { scenario, seed, breaches } of results) {
    for (const breach of breaches) say(`${scenario}, seed ${seed}: ${inWords(breach)}`)
  }
  return results.every(({ breaches }) => breaches.length === 0) ? 0 : 1
}

function inWords({ kind, details }: Breach): string {
  const more = details.length > MAX_DETAILS ? `\n  and ${details.length - MAX_DETAILS} more` : ''
  return `${kind} (${details.length})\n  ${details.slice(0, MAX_DETAILS).join('\n  ')}${more}`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

// So that the exit handlers, which end the processes and remove the folders, run then too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

// A rejection that nobody caught ends with 1 by itself.
process.exit(await main())
