import { parseArgs } from 'node:util'
import { isPartName, PARTS, type PartName } from './parts.js'

export interface BenchOptions {
  only: PartName[]
  /** How long one load lasts, after its warm-up. */
  seconds: number
  rounds: number
  /** Saturation and kills last half a minute at the most. */
  short: boolean
}

export type ReadOptions =
  { kind: 'options'; options: BenchOptions } | { kind: 'help' } | { kind: 'misuse'; fault: string }

const DEFAULT_SECONDS = 5
const DEFAULT_ROUNDS = 3
const ALL = Object.keys(PARTS).filter(isPartName)

export const HELP = `Measures the collector, each figure beside a calibration of the same run.

  npm run bench -- [--only PART,PART] [--seconds N] [--rounds N] [--short]

  --only PARTS  of ${ALL.join(', ')}
                (default all)
  --seconds N   how long each load lasts, 1 to 600 (default ${DEFAULT_SECONDS})
  --rounds N    how often each is measured, 1 to 100; the median counts (default ${DEFAULT_ROUNDS})
  --short       saturation lasts 15 s instead of 60 and kills 30 s instead of 180: to see that they work
  --help        this text

  accept     durable beacons a second beside a bare Hono handler and a raw insert
  half-load  p99 at half of that rate, beside bare Hono, and while a backlog is stitched
  store      rows a second through the query builder beside the driver alone
  claim      p99 of a claim with a million pending beside a thousand
  drain      beacons a second from the spool into the store beside the rate of accepting
  backlog    memory and start with a million beacons spooled beside none
  day        calls that a made-up day of a site needs beside one an event, and how fast events become them
  saturation permits used by three processes on one PostgreSQL database beside those there are
  budget     most calls in 24 h beside the budget, over three days of a turned clock
  kills      interactions lost or told twice while one of three processes is killed every 5 s
  week       what of a made-up week arrives, and how late, at five times the quota, beside first in, first out

store, claim and drain are measured on SQLite and on a PostgreSQL of the bench's own; saturation and kills run on the
latter. The data lies in folders below TMPDIR, which should be on the disk that is to be measured and have 8 GB free. The
tables go to bench/results/ too, into those of collector.md, delivery.md and week.md of which all was measured, and not in
short. Exit 1: an accepted event was missing, or an answer was not 204; a goal that is not met is no failure.`

export function readOptions(args: readonly string[]): ReadOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        seconds: { type: 'string' },
        rounds: { type: 'string' },
        short: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    })
    if (values.help) return { kind: 'help' }
    const names = values.only?.split(',') ?? ALL
    const stranger = names.find((name) => !isPartName(name))
    if (stranger !== undefined) return misuse('--only', `parts of ${ALL.join(', ')}`, stranger)
    const only = ALL.filter((name) => names.includes(name))
    const seconds = Number(values.seconds ?? DEFAULT_SECONDS)
    const rounds = Number(values.rounds ?? DEFAULT_ROUNDS)
    if (!isWholeWithin(seconds, 600)) return misuse('--seconds', upTo(600), values.seconds)
    if (!isWholeWithin(rounds, 100)) return misuse('--rounds', upTo(100), values.rounds)
    return { kind: 'options', options: { only, seconds, rounds, short: values.short } }
  } catch (error) {
    return { kind: 'misuse', fault: error instanceof Error ? error.message : String(error) }
  }
}

function isWholeWithin(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max
}

const upTo = (max: number): string => `a whole number from 1 to ${max}`

function misuse(option: string, expected: string, came: string | undefined): ReadOptions {
  return {
    kind: 'misuse',
    fault: `${option}: expected ${expected}, got ${JSON.stringify(came)}`,
  }
}
