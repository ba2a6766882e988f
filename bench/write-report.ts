import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { whole } from './in-words.js'
import { CONNECTIONS } from './load.js'
import type { BenchOptions } from './options.js'
import type { Comparison } from './run-rounds.js'

interface Report {
  machine: string
  table: string
  options: BenchOptions
  comparisons: readonly Comparison[]
}

const PACKAGES = ['hono', '@hono/node-server', 'libsql', 'zod', 'autocannon']

const packageFile = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
})

/** Writes bench/results/accept.md and returns its path. */
export function writeReport(report: Report): string {
  const folder = fileURLToPath(new URL('results/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}accept.md`, render(report))
  return 'bench/results/accept.md'
}

function render({ machine, table, options, comparisons }: Report): string {
  const { seconds, rounds } = options
  const debts = comparisons.flatMap((comparison) => comparison.rounds.map(({ debt }) => debt))
  const accepted = debts.reduce((sum, debt) => sum + debt.accepted, 0)
  const inStore = debts.reduce((sum, debt) => sum + debt.inStore, 0)
  const unanswered = debts.reduce((sum, debt) => sum + debt.unanswered, 0)
  return `# Accepting beacons

Written by \`npm run bench -- --seconds ${seconds} --rounds ${rounds}\` on ${new Date().toISOString().slice(0, 10)}.

- ${machine}
- ${versions()}
- ${CONNECTIONS} connections, each sending its next beacon once the last is answered; the generator shares the machine.

${table}

Medians of the rounds (${rounds}, of ${seconds} s each after a warm-up); a ratio is the median of the rounds' own ratios. Bare Hono parses
the beacon and answers 204. The collector checks it, answers once it is on disk, and runs all later stages beside it.
The raw insert is SQLite alone in a plain loop, a row an event, as many a transaction as ${CONNECTIONS} beacons carry, each synced to disk.

All ${whole(accepted)} events that were answered 204 were found on disk after SIGTERM, with ${whole(unanswered)} more
that were under way when their load ended; ${whole(inStore)} of these had reached the store.
`
}

function versions(): string {
  const path = new URL('../package.json', import.meta.url)
  const { dependencies, devDependencies } = packageFile.parse(
    JSON.parse(readFileSync(path, 'utf8')),
  )
  const all = { ...dependencies, ...devDependencies }
  return PACKAGES.map((name) => `${name} ${all[name] ?? 'unknown'}`).join(', ')
}
