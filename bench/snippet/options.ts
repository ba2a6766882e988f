import { parseArgs } from 'node:util'

export interface BenchOptions {
  /** Names of subjects, in the order of the table. */
  names: readonly string[]
  /** Page loads with a click, each subject one a round; the median counts. */
  rounds: number
  /** Visits whose requests are counted; the median counts. */
  visits: number
  /** Clicks on a link that leads away at once. */
  lastClicks: number
  /** All subjects, and as often as the report wants it. */
  isComplete: boolean
}

export type ReadOptions =
  { kind: 'options'; options: BenchOptions } | { kind: 'help' } | { kind: 'misuse'; fault: string }

const COMPLETE = { rounds: 15, visits: 3, lastClicks: 50 }
const QUICK = { rounds: 3, visits: 1, lastClicks: 10 }

export const HELP = `Measures the snippet beside other analytics scripts: bytes, script time, requests, and clicks that arrive.

  npm run bench:snippet -- [--only NAME,NAME] [--quick]

  --only NAME,NAME  only these of the scripts: SUBJECTS
  --quick           ${QUICK.rounds} rounds and ${QUICK.lastClicks} last clicks, not ${COMPLETE.rounds} and ${COMPLETE.lastClicks}
  --help            this text

The first use installs the other scripts below bench/snippet/peers. Nothing they send leaves this machine.
The tables of a complete run go to bench/results/snippet.md too.`

export function readOptions(args: readonly string[], known: readonly string[]): ReadOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    })
    if (values.help) return { kind: 'help' }
    const names = values.only?.split(',') ?? known
    const unknown = names.find((name) => !known.includes(name))
    if (unknown !== undefined) {
      const fault = `--only: expected some of ${known.join(', ')}, got ${JSON.stringify(unknown)}`
      return { kind: 'misuse', fault }
    }
    const isComplete = !values.quick && values.only === undefined
    const options = { names, isComplete, ...(values.quick ? QUICK : COMPLETE) }
    return { kind: 'options', options }
  } catch (error) {
    return { kind: 'misuse', fault: error instanceof Error ? error.message : String(error) }
  }
}
