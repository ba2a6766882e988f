import { parseArgs } from 'node:util'
import type { Scenario } from './fault.js'

export interface SoakOptions {
  /** For all scenarios together. */
  seconds: number
  /** Null: any. */
  seed: number | null
  scenarios: Scenario[]
}

export type ReadOptions =
  { kind: 'options'; options: SoakOptions } | { kind: 'help' } | { kind: 'misuse'; fault: string }

const DEFAULT_SECONDS = 180
const MIN_SECONDS = 20
const MAX_SECONDS = 24 * 60 * 60
export const MAX_SEED = 2 ** 32 - 1
const SCENARIOS: readonly Scenario[] = ['embedded', 'postgres']

/** Less than what is run by default is no result to be kept. */
export const isComplete = ({ seconds, scenarios }: SoakOptions): boolean =>
  seconds >= DEFAULT_SECONDS && scenarios.length === SCENARIOS.length

export const HELP = `Breaks the collector for some minutes while 64 visitors send, and checks that everything answered 204 is in the store, once.

  npm run soak -- [--seconds N] [--seed N] [--only embedded|postgres]

  --seconds N  how long all of it lasts, about, ${MIN_SECONDS} to ${MAX_SECONDS} (default ${DEFAULT_SECONDS})
  --seed N     which faults come when, 0 to ${MAX_SEED} (default: any; it is printed)
  --only NAME  one scenario: embedded (one collector, SQLite) or postgres (three collectors, one PostgreSQL)
  --help       this text

What both scenarios came to in ${DEFAULT_SECONDS} s or more goes to bench/results/soak.md too. Exit 0: all debts are paid. 1: not, and which. 2: misuse.`

export function readOptions(args: readonly string[]): ReadOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seconds: { type: 'string' },
        seed: { type: 'string' },
        only: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
    if (values.help) return { kind: 'help' }
    const { seed, only } = values
    const scenarios = SCENARIOS.filter((each) => only === undefined || each === only)
    if (scenarios.length === 0) return misuse('--only', 'embedded or postgres', only)
    const seconds = values.seconds ?? String(DEFAULT_SECONDS)
    const wanted = wholeNumber(MIN_SECONDS, MAX_SECONDS)
    if (!wanted.fits(seconds)) return misuse('--seconds', wanted.words, seconds)
    const anySeed = wholeNumber(0, MAX_SEED)
    if (seed !== undefined && !anySeed.fits(seed)) return misuse('--seed', anySeed.words, seed)
    return {
      kind: 'options',
      options: {
        scenarios,
        seconds: Number(seconds),
        seed: seed === undefined ? null : Number(seed),
      },
    }
  } catch (error) {
    return { kind: 'misuse', fault: error instanceof Error ? error.message : String(error) }
  }
}

function wholeNumber(min: number, max: number) {
  return {
    words: `a whole number from ${min} to ${max}`,
    fits: (text: string): boolean =>
      /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max,
  }
}

function misuse(option: string, expected: string, came: string | undefined): ReadOptions {
  return {
    kind: 'misuse',
    fault: `${option}: expected ${expected}, got ${JSON.stringify(came)}`,
  }
}
