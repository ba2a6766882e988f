import { eventsInWords, whole } from './in-words.js'
import type { LoadResult } from './load.js'
import { median } from './median.js'
import { renderTable } from './render-table.js'
import type { Comparison, Round } from './run-rounds.js'

const HEADER = ['', 'beacons/s', 'events/s', 'p50 ms', 'p99 ms', 'to bare Hono', 'to raw insert']

/** Medians of the rounds; a ratio is the median of the rounds' own ratios, whose two sides met the same machine. */
export function renderComparison(comparisons: readonly Comparison[]): string {
  return renderTable([HEADER, ...comparisons.flatMap(rowsOf)])
}

function rowsOf({ eventsPerBeacon, rounds }: Comparison): string[][] {
  const of = (figure: (round: Round) => number): number => median(rounds.map(figure))
  const bareRate = ({ bare }: Round): number => bare.requestsPerSecond * eventsPerBeacon
  const collectorRate = ({ collector }: Round): number =>
    collector.requestsPerSecond * eventsPerBeacon
  const rawRate = ({ rawEventsPerSecond }: Round): number => rawEventsPerSecond
  const rawBeaconsRate = ({ rawBeaconsEventsPerSecond }: Round): number => rawBeaconsEventsPerSecond

  const served = (rate: (round: Round) => number, loadOf: (round: Round) => LoadResult) => [
    whole(of((round) => loadOf(round).requestsPerSecond)),
    whole(of(rate)),
    of((round) => loadOf(round).p50Ms).toFixed(1),
    of((round) => loadOf(round).p99Ms).toFixed(1),
    of((round) => rate(round) / bareRate(round)).toFixed(2),
    of((round) => rate(round) / rawRate(round)).toFixed(2),
  ]
  const events = eventsInWords(eventsPerBeacon)
  return [
    [`${events}, bare Hono`, ...served(bareRate, ({ bare }) => bare)],
    [`${events}, collector`, ...served(collectorRate, ({ collector }) => collector)],
    [`${events}, raw insert`, '', whole(of(rawRate)), '', '', '', '1.00'],
    [
      `${events}, raw insert, a row a beacon`,
      '',
      whole(of(rawBeaconsRate)),
      '',
      '',
      '',
      of((round) => rawBeaconsRate(round) / rawRate(round)).toFixed(2),
    ],
  ]
}
