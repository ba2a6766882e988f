import { countDay, type DayCounts } from './day/count-day.js'
import { playDay } from './day/play-day.js'
import { timeParsing, timeStages } from './day/time-stages.js'
import { writeDay } from './day/write-day.js'
import { whole } from './in-words.js'
import { median } from './median.js'
import { atLeast, atMost, type Bench, type Line, type PartResult } from './part.js'
import { renderTable } from './render-table.js'
import { onNewTarget } from './targets.js'

/** Always the same day. */
const DAY = { seed: 20_261_117, visitors: 3200, startMs: Date.parse('2026-11-17T00:00:00Z') }

/** How few calls a day of a site's visitors needs, and how fast events become them. */
export async function measureDay(bench: Bench): Promise<PartResult> {
  const beacons = writeDay(DAY)
  const events = whole(beacons.length)
  bench.progress(`a day of ${whole(DAY.visitors)} visitors and ${events} events is written`)
  const onSqlite = <T>(use: (target: string) => Promise<T>): Promise<T> =>
    onNewTarget({ engine: 'SQLite', bench }, use)

  const counts = await onSqlite(async (target) => {
    await playDay(target, beacons)
    return countDay(target)
  })
  bench.progress(`played: ${whole(counts.calls)} calls reach ${whole(counts.people)} people`)

  const rounds: { stages: number; parsing: number }[] = []
  for (let number = 1; number <= bench.rounds; number++) {
    const parsing = timeParsing(beacons)
    const stages = await onSqlite((target) => timeStages(target, beacons))
    rounds.push({ stages, parsing })
    bench.progress(`round ${number} of ${bench.rounds}: ${whole(stages)} events/s`)
  }
  return {
    lines: [...coalescingLines(counts), throughputLine(rounds)],
    details: render(counts, beacons.length),
  }
}

function coalescingLines({ calls, naiveCalls, highEvents, highLost }: DayCounts): Line[] {
  const ratio = calls / naiveCalls
  const lost = highLost / highEvents
  return [
    {
      what: 'calls for a day, coalesced',
      figure: `${whole(calls)} calls`,
      calibration: `a call an event ${whole(naiveCalls)}`,
      ratio,
      goal: atMost(0.2, ratio),
    },
    {
      what: 'high-priority events that no high-priority call tells',
      figure: `${whole(highLost)} events`,
      calibration: `of ${whole(highEvents)}`,
      ratio: lost,
      goal: atMost(0, lost),
    },
  ]
}

function throughputLine(rounds: readonly { stages: number; parsing: number }[]): Line {
  const ratio = median(rounds.map(({ stages, parsing }) => stages / parsing))
  return {
    what: 'stitch and enrich a backlog, SQLite',
    figure: `${whole(median(rounds.map(({ stages }) => stages)))} events/s`,
    calibration: `JSON and zod ${whole(median(rounds.map(({ parsing }) => parsing)))}`,
    ratio,
    goal: atLeast(0.5, ratio),
  }
}

function render(counts: DayCounts, events: number): string {
  const {
    calls,
    people,
    naiveCalls,
    naiveCallsWithoutLeaves,
    interactions,
    byPriority,
    held,
    untold,
  } = counts
  const rows = (title: string, record: Record<string, number>): string[][] =>
    Object.entries(record).map(([name, count]) => [`${title}${name}`, whole(count)])
  return `## day

${renderTable([
  ['', 'count'],
  ['events', whole(events)],
  ['of people who are known by the evening: a call each, without coalescing', whole(naiveCalls)],
  ['the same without page_leave', whole(naiveCallsWithoutLeaves)],
  ['interactions', whole(interactions)],
  ['calls', whole(calls)],
  ...rows('of priority ', byPriority),
  ['people reached', whole(people)],
  ...rows('interactions held: ', held),
  ...rows('events in none: ', untold),
])}

A made-up day (bench/day, seed ${DAY.seed}) of ${whole(DAY.visitors)} visitors of a software company's site under the
rules of bench/day/site.ts: half of them see one page, a third read a few, one in twenty asks for a demo and says who it is, one in
twenty comes from a mail with a trackingId; one event in fifty comes late. The stages live through it minute by minute.
The counts are read from the store by SQL of the bench's own. Throughput is of the same events as a backlog: from the
store to their places in a lane, beside reading their JSON and checking it by the wire schema.
`
}
