import { whole } from './in-words.js'
import { median } from './median.js'
import { atLeast, type Bench, type Line, type PartResult } from './part.js'
import { openArrays, openMultiRow as openMultiRowPostgres } from './raw-postgres.js'
import { rowsOf, type OpenRaw } from './raw-rows.js'
import { openMultiRow as openMultiRowSqlite, openRowByRow } from './raw-sqlite.js'
import { renderTable } from './render-table.js'
import { ENGINES, onNewTarget, type EngineName } from './targets.js'
import { ROWS_PER_TRANSACTION, timeAppends, type Appends } from './time-appends.js'
import { withStore } from './with-store.js'

/** Rows a second; of `raw` by its ways. */
interface Round {
  store: number
  raw: Record<string, number>
}

const GOALS: Record<EngineName, number> = { SQLite: 0.7, PostgreSQL: 0.5 }

/** PostgreSQL's driver sends one statement at a time, so row by row would be a round trip each. */
const RAW: Record<EngineName, Record<string, OpenRaw>> = {
  SQLite: { 'row by row': openRowByRow, 'multi-row': openMultiRowSqlite },
  PostgreSQL: { 'multi-row': openMultiRowPostgres, 'arrays of columns': openArrays },
}

/** What the query builder costs: the store's own way of taking events over, beside the driver alone. */
export async function measureStore(bench: Bench): Promise<PartResult> {
  const lines: Line[] = []
  const table = [['', 'rows/s', 'store to it']]
  for (const engine of ENGINES) {
    const rounds: Round[] = []
    for (let number = 1; number <= bench.rounds; number++) {
      const round = await runRound(engine, bench)
      rounds.push(round)
      const words = Object.entries(round.raw).map(([way, rate]) => `${way} ${whole(rate)}`)
      bench.progress(
        `round ${number} of ${bench.rounds}, ${engine}: ${whole(round.store)} rows/s, raw ${words.join(', ')}`,
      )
    }
    lines.push(lineOf(engine, rounds))
    table.push(...tableRowsOf(engine, rounds))
  }
  return { lines, details: render(table) }
}

async function runRound(engine: EngineName, bench: Bench): Promise<Round> {
  const timeStore = (target: string): Promise<Appends> =>
    withStore(target, (store) =>
      timeAppends({
        prepare: (beacons) => beacons,
        commit: (beacons) => store.transaction((tx) => tx.appendBeacons(beacons)),
        until: bench,
      }),
    )
  const { rowsPerSecond, transactions } = await onNewTarget({ engine, bench }, timeStore)
  const raw: Record<string, number> = {}
  for (const [way, open] of Object.entries(RAW[engine])) {
    const timed = await onNewTarget({ engine, bench }, async (target) => {
      await withStore(target, async () => undefined)
      const writer = await open(target, ROWS_PER_TRANSACTION)
      const result = await timeAppends({
        prepare: (beacons) => beacons.flatMap(rowsOf),
        commit: (rows) => writer.insert(rows),
        until: { transactions },
      })
      await writer.close()
      return result
    })
    raw[way] = timed.rowsPerSecond
  }
  return { store: rowsPerSecond, raw }
}

const fastest = ({ raw }: Round): number => Math.max(...Object.values(raw))

function lineOf(engine: EngineName, rounds: readonly Round[]): Line {
  const ratio = median(rounds.map((round) => round.store / fastest(round)))
  return {
    what: `store through the query builder, ${engine}`,
    figure: `${whole(median(rounds.map(({ store }) => store)))} rows/s`,
    calibration: `raw ${whole(median(rounds.map(fastest)))}`,
    ratio,
    goal: atLeast(GOALS[engine], ratio),
  }
}

function tableRowsOf(engine: EngineName, rounds: readonly Round[]): string[][] {
  return [
    [`${engine}, store`, whole(median(rounds.map(({ store }) => store))), '1.00'],
    ...Object.keys(RAW[engine]).map((way) => {
      const rateOf = ({ raw }: Round): number => raw[way] ?? NaN
      return [
        `${engine}, raw, ${way}`,
        whole(median(rounds.map(rateOf))),
        median(rounds.map((round) => round.store / rateOf(round))).toFixed(2),
      ]
    }),
  ]
}

function render(table: string[][]): string {
  return `## store

${renderTable(table)}

Transactions of ${ROWS_PER_TRANSACTION} events, each durable, into tables that are empty at first and have the store's indexes. The store is
given beacons and makes rows of them in its time; raw is given the same rows ready-made, as many, by prepared statements
with the store's own conflict rule. The first 20 transactions warm both up and are not counted; the faster raw counts.
`
}
