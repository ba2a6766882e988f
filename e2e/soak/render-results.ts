import { whole } from '../../bench/in-words.js'
import { renderTable } from '../../bench/render-table.js'
import { FAULTS_OF, type FaultKind } from './fault.js'
import type { ScenarioResult } from './run-scenario.js'

/** A Markdown table with a column a scenario. */
export function renderResults(results: readonly ScenarioResult[]): string {
  const row = (name: string, cell: (result: ScenarioResult) => string): string[] => [
    name,
    ...results.map(cell),
  ]
  const kinds = new Set(results.flatMap(({ scenario }) => FAULTS_OF[scenario]))
  return renderTable([
    row('', ({ scenario }) => scenario),
    row('seconds', ({ seconds }) => whole(seconds)),
    row('beacons acknowledged', ({ totals }) => whole(totals.acknowledged)),
    row('events owed', ({ check }) => whole(check.owed)),
    row('of those found', ({ check }) => whole(check.owedFound)),
    row('found without an answer', ({ check }) => whole(check.unansweredFound)),
    row('duplicates', ({ check }) => whole(check.duplicates)),
    row('refused: 503', ({ totals }) => whole(totals.refused['503'])),
    row('refused: 429', ({ totals }) => whole(totals.refused['429'])),
    row('refused: network', ({ totals }) => whole(totals.refused.network)),
    ...[...kinds].map((kind) => row(`fault: ${kind}`, (result) => faultsOf(result, kind))),
    row('longest without an answer', ({ totals }) => inSeconds(totals.longestSilenceMs / 1000)),
    row('after the faults: all stored', (result) => inSeconds(result.storedAfterSeconds)),
    row('after the faults: all folded', (result) => inSeconds(result.foldedAfterSeconds)),
    row('visitors in order', ({ check }) => `${check.orderedVisitors} of ${check.visitors}`),
    row('visitors not judged', ({ check }) => String(check.visitors - check.judgedVisitors)),
    row('seed', ({ seed }) => String(seed)),
    row('result', ({ breaches }) => (breaches.length === 0 ? 'all debts paid' : 'BREACH')),
  ])
}

function faultsOf({ scenario, faults }: ScenarioResult, kind: FaultKind): string {
  return FAULTS_OF[scenario].includes(kind) ? String(faults.get(kind) ?? 0) : ''
}

function inSeconds(seconds: number): string {
  return `${seconds.toFixed(1)} s`
}
