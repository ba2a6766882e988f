import { parseArgs } from 'node:util'

export interface FuzzOptions {
  count: number
  seed: number
}

export type ReadOptions =
  { kind: 'options'; options: FuzzOptions } | { kind: 'help' } | { kind: 'misuse'; fault: string }

const DEFAULT_COUNT = 100_000
const MAX_COUNT = 100_000_000
const MAX_SEED = 0xffff_ffff

/** Less than what is run by default is no result to be kept. */
export const isComplete = ({ count }: FuzzOptions): boolean => count >= DEFAULT_COUNT

export const HELP = `Throws mutated beacons at the built collector and looks at every answer, at its log, its memory and its disk.

  npm run fuzz -- [--count N] [--seed N]

  --count N  how many shots, 1 to ${MAX_COUNT} (default ${DEFAULT_COUNT}); one in ten is a good beacon
  --seed N   makes the same shots as another run did, 0 to ${MAX_SEED} (default: of the clock)
  --help     this text

The data lies in a folder below TMPDIR and goes when the run ends. What a run of ${DEFAULT_COUNT} shots or more came to goes to
bench/results/fuzz.md too. Exit 1: the collector broke a promise, and the first breaches are shown with the number of
their shot.`

/** `nowMs` is the seed of a run that names none. */
export function readOptions(args: readonly string[], nowMs: number): ReadOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { count: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } },
    })
    if (values.help) return { kind: 'help' }
    const { count = String(DEFAULT_COUNT), seed = String(nowMs % (MAX_SEED + 1)) } = values
    if (!isWhole(count, 1, MAX_COUNT)) return misuse('--count', 1, MAX_COUNT, count)
    if (!isWhole(seed, 0, MAX_SEED)) return misuse('--seed', 0, MAX_SEED, seed)
    return { kind: 'options', options: { count: Number(count), seed: Number(seed) } }
  } catch (error) {
    return { kind: 'misuse', fault: error instanceof Error ? error.message : String(error) }
  }
}

function isWhole(text: string, min: number, max: number): boolean {
  return /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max
}

function misuse(option: string, min: number, max: number, came: string): ReadOptions {
  const fault = `${option}: expected a whole number from ${min} to ${max}, got ${JSON.stringify(came)}`
  return { kind: 'misuse', fault }
}
