import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { calibrate } from './calibrate.js'
import { describeMachine } from './describe-machine.js'
import { HELP, readOptions } from './options.js'
import { renderComparison } from './render-comparison.js'
import { runRounds } from './run-rounds.js'
import { writeReport } from './write-report.js'

/** What accepting costs: durable beacons a second beside a bare handler's, in the same run. */
async function main(): Promise<void> {
  const read = readOptions(process.argv.slice(2))
  if (read.kind === 'help') return console.log(HELP)
  if (read.kind === 'misuse') {
    console.error(`${read.fault}\n\n${HELP}`)
    process.exitCode = 2
    return
  }
  const { options } = read

  const folder = mkdtempSync(join(tmpdir(), 'tamtam-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const machine = describeMachine(calibrate(folder))
  console.log(machine)

  const progress = (line: string): void => console.log(line)
  const comparisons = await runRounds({ ...options, folder, progress })
  const table = renderComparison(comparisons)
  console.log(`\n${table}\n`)
  console.log(`written to ${writeReport({ machine, table, options, comparisons })}`)
}

// So that the exit handlers, which end the servers and remove the folder, run then too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
