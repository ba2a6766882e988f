import { PRIORITIES } from '../../collector/store/priority.js'
import { whole } from '../in-words.js'
import { renderTable } from '../render-table.js'
import type { LivedWeek } from './live-week.js'
import type { Reckoning } from './reckon.js'
import type { WeekOrder } from './write-week.js'

const HOUR_MS = 3_600_000

interface Facts {
  week: WeekOrder
  events: number
  times: number
}

/** A table for each set of rules, of what arrived and how late, and how it came about. */
export function renderWeek(weeks: readonly LivedWeek[], { week, events, times }: Facts): string {
  return `${weeks.map((lived) => renderOne(lived, times)).join('\n')}
## how

A made-up week (bench/week, seed ${week.seed}) of ${week.visitorsByDay.map(whole).join(', ')} visitors a day from Monday on and ${whole(events)} events.
The stages live through it minute by minute and make interactions ready; how many of them are high, normal and low is what
the rules give. By value is the collector's own delivery over SQLite, its clock turned, with its digests and its shedding;
first in, first out is one queue under the same calls a second and in any 24 hours. Late is from when an interaction was
ready until Gong had it, by itself or in a digest, of those that arrived by Sunday's midnight. Each call was checked by the
sandbox against Gong's contract.
`
}

function renderOne(lived: LivedWeek, times: number): string {
  const { rules, byValue, byArrival, played, quota, callsPerDay } = lived
  const { calls, refusedByStatus } = played.summary
  const refused = Object.values(refusedByStatus).reduce((sum, each) => sum + each, 0)
  return `## ${rules.name}

${renderTable([
  ['', 'ready', 'itself', 'in a digest', 'shed', 'waiting', 'late, median h', 'late, 95 % h'],
  ...PRIORITIES.map((priority) => row(`${priority}, by value`, byValue[priority])),
  ...PRIORITIES.map((priority) => row(`${priority}, first in, first out`, byArrival[priority])),
])}

Under ${rules.words}.
Gong's quota is shrunk with the demand: ${quota.callsPerDay} calls a day, of which ${callsPerDay} are ours, where ${whole(times * quota.callsPerDay)} a day become ready;
${quota.callsPerSecond} calls a second as ever. Of ${whole(calls)} calls ${refused} were refused${wordsOf(played.refusals)}.
`
}

function row(words: string, reckoning: Reckoning): string[] {
  const { count, itself, inDigest, shed, waiting, medianMs, p95Ms } = reckoning
  const shares = [itself, inDigest, shed, waiting].map((share) => `${(100 * share).toFixed(1)} %`)
  return [words, whole(count), ...shares, hours(medianMs), hours(p95Ms)]
}

function wordsOf(refusals: readonly string[]): string {
  const different = [...new Set(refusals)].slice(0, 5)
  return different.length === 0 ? '' : ` (${different.join('; ')})`
}

function hours(ms: number): string {
  return Number.isNaN(ms) ? '' : (ms / HOUR_MS).toFixed(1)
}
