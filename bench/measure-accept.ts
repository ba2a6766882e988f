import { whole } from './in-words.js'
import { CONNECTIONS, WARM_UP_SECONDS } from './load.js'
import { median } from './median.js'
import { atLeast, type Bench, type Goal, type Line, type PartResult } from './part.js'
import { renderComparison } from './render-comparison.js'
import { runRounds, type Comparison, type Round } from './run-rounds.js'

/** Durable beacons a second, and that each which was answered 204 is on disk. */
export async function measureAccept(bench: Bench): Promise<PartResult> {
  const comparisons = await runRounds(bench)
  const [single, tens] = comparisons
  if (!single || !tens) throw new Error('nothing was measured')
  bench.acceptRate.keep(median(single.rounds.map(({ collector }) => collector.requestsPerSecond)))
  return { lines: [singleLine(single), tensLine(tens)], details: render(comparisons, bench) }
}

function singleLine({ rounds }: Comparison): Line {
  const of = (figure: (round: Round) => number): number => median(rounds.map(figure))
  const ratio = of(({ bare, collector }) => collector.requestsPerSecond / bare.requestsPerSecond)
  return {
    what: 'accept, 1 event a beacon',
    figure: `${whole(of(({ collector }) => collector.requestsPerSecond))} beacons/s`,
    calibration: `bare Hono ${whole(of(({ bare }) => bare.requestsPerSecond))}`,
    ratio,
    goal: better(atLeast(0.35, ratio)),
  }
}

function better({ words, isMet }: Goal): Goal {
  return { words: `${words}, better 0.5`, isMet }
}

function tensLine({ eventsPerBeacon, rounds }: Comparison): Line {
  const of = (figure: (round: Round) => number): number => median(rounds.map(figure))
  const eventsPerSecond = ({ collector }: Round): number =>
    collector.requestsPerSecond * eventsPerBeacon
  const ratio = of((round) => eventsPerSecond(round) / round.rawEventsPerSecond)
  return {
    what: `accept, ${eventsPerBeacon} events a beacon`,
    figure: `${whole(of(eventsPerSecond))} events/s`,
    calibration: `raw insert ${whole(of(({ rawEventsPerSecond }) => rawEventsPerSecond))}`,
    ratio,
    goal: atLeast(0.6, ratio),
  }
}

function render(comparisons: readonly Comparison[], { seconds }: Bench): string {
  const debts = comparisons.flatMap(({ rounds }) => rounds.map(({ debt }) => debt))
  const accepted = debts.reduce((sum, debt) => sum + debt.accepted, 0)
  const inStore = debts.reduce((sum, debt) => sum + debt.inStore, 0)
  const unanswered = debts.reduce((sum, debt) => sum + debt.unanswered, 0)
  return `## accept

${renderComparison(comparisons)}

${CONNECTIONS} connections, each sending its next beacon once the last is answered, for ${seconds} s after ${WARM_UP_SECONDS} s that warm the server up;
every server is started afresh with an empty folder. Bare Hono parses the beacon and answers 204. The collector checks it
in full (no rate limit, since all comes from one address), answers once it is on disk, and runs all later stages beside it.
The raw insert is SQLite alone in a plain loop, synced to disk: a row an event in a table without further indexes, of the
bytes that the spool keeps of that event, as many a transaction as ${CONNECTIONS} beacons carry. With a row a beacon, as the spool
has it, the same bytes make fewer rows.

All ${whole(accepted)} events that were answered 204 were found on disk after SIGTERM, with ${whole(unanswered)} more
that were under way when their load ended; ${whole(inStore)} of these had reached the store.
`
}
