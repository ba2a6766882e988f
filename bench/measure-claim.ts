import { fillOutbox } from './fill-outbox.js'
import { whole } from './in-words.js'
import { median } from './median.js'
import { atMost, type Bench, type Line, type PartResult } from './part.js'
import { renderTable } from './render-table.js'
import { ENGINES, onNewTarget, type EngineName } from './targets.js'
import { CLAIMS, timeClaims, type ClaimTimes } from './time-claims.js'

interface Round {
  few: ClaimTimes
  many: ClaimTimes
}

const FEW = 1000
const MANY = 1_000_000

/** Whether taking the next interaction to be sent stays as quick however many wait. */
export async function measureClaim(bench: Bench): Promise<PartResult> {
  const lines: Line[] = []
  const table = [['', 'claim p50 ms', 'claim p99 ms', 'conclude p99 ms']]
  for (const engine of ENGINES) {
    const rounds = await onNewTarget({ engine, bench }, (many) =>
      runRounds({ engine, many, bench }),
    )
    lines.push(lineOf(engine, rounds))
    for (const [pending, of] of [
      [FEW, 'few'],
      [MANY, 'many'],
    ] as const) {
      const cell = (figure: keyof ClaimTimes): string =>
        median(rounds.map((round) => round[of][figure])).toFixed(2)
      const words = `${engine}, ${whole(pending)} pending`
      table.push([words, cell('p50Ms'), cell('p99Ms'), cell('concludeP99Ms')])
    }
  }
  return { lines, details: render(table) }
}

/** The large store is made once, of which the rounds take some hundreds; the small one for each. */
async function runRounds({
  engine,
  many,
  bench,
}: {
  engine: EngineName
  many: string
  bench: Bench
}): Promise<Round[]> {
  await fillOutbox(many, MANY)
  bench.progress(`${engine}: ${whole(MANY)} pending interactions are made`)
  const rounds: Round[] = []
  for (let number = 1; number <= bench.rounds; number++) {
    const round = await onNewTarget({ engine, bench }, async (few) => {
      await fillOutbox(few, FEW)
      return timeClaims({ few, many })
    })
    rounds.push(round)
    const words = `${round.many.p99Ms.toFixed(2)} ms with many, ${round.few.p99Ms.toFixed(2)} with few`
    bench.progress(`round ${number} of ${bench.rounds}, ${engine}: p99 of a claim ${words}`)
  }
  return rounds
}

function lineOf(engine: EngineName, rounds: readonly Round[]): Line {
  const ratio = median(rounds.map(({ few, many }) => many.p99Ms / few.p99Ms))
  return {
    what: `p99 of a claim, ${whole(MANY)} pending, ${engine}`,
    figure: `${median(rounds.map(({ many }) => many.p99Ms)).toFixed(2)} ms`,
    calibration: `${whole(FEW)} pending ${median(rounds.map(({ few }) => few.p99Ms)).toFixed(2)} ms`,
    ratio,
    goal: atMost(2, ratio),
  }
}

function render(table: string[][]): string {
  return `## claim

${renderTable(table)}

${CLAIMS} times a round, in turns of the two stores, a lane is claimed and its head concluded as delivered, each a durable
transaction. A tenth of all that is pending is one person's, whose lane has every fifth turn; everybody else has nine.
20 claims warm each store up and are not counted, and the ${whole(MANY)} rows are just written. PostgreSQL has had the VACUUM and
ANALYZE that autovacuum gives such a table by itself within minutes; SQLite has had no ANALYZE.
`
}
