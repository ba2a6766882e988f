import { parseArgs } from 'node:util'

export interface BenchOptions {
  /** How long one load lasts, after its warm-up. */
  seconds: number
  rounds: number
}

export type ReadOptions =
  { kind: 'options'; options: BenchOptions } | { kind: 'help' } | { kind: 'misuse'; fault: string }

const DEFAULT_SECONDS = 5
const DEFAULT_ROUNDS = 3

export const HELP = `Measures how many durable requests a second the collector accepts, beside a bare Hono handler and a raw insert.

  npm run bench -- [--seconds N] [--rounds N]

  --seconds N  how long each load lasts, 1 to 600 (default ${DEFAULT_SECONDS})
  --rounds N   how often each is measured, 1 to 100; the median counts (default ${DEFAULT_ROUNDS})
  --help       this text

The data lies in a folder below TMPDIR, which should be on the disk that is to be measured.
The table goes to bench/results/accept.md too. Exit 1: an accepted event was missing, or an answer was not 204.`

export function readOptions(args: readonly string[]): ReadOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seconds: { type: 'string' },
        rounds: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
    if (values.help) return { kind: 'help' }
    const seconds = Number(values.seconds ?? DEFAULT_SECONDS)
    const rounds = Number(values.rounds ?? DEFAULT_ROUNDS)
    if (!isWholeWithin(seconds, 600)) return misuse('--seconds', values.seconds, 600)
    if (!isWholeWithin(rounds, 100)) return misuse('--rounds', values.rounds, 100)
    return { kind: 'options', options: { seconds, rounds } }
  } catch (error) {
    return { kind: 'misuse', fault: error instanceof Error ? error.message : String(error) }
  }
}

function isWholeWithin(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max
}

function misuse(option: string, came: string | undefined, max: number): ReadOptions {
  const fault = `${option}: expected a whole number from 1 to ${max}, got ${JSON.stringify(came)}`
  return { kind: 'misuse', fault }
}
