import type { AcceptRate } from './accept-rate.js'
import type { PostgresDatabases } from './postgres-databases.js'

/** What a part is measured with. */
export interface Bench {
  /** How long one load lasts, after its warm-up. */
  seconds: number
  rounds: number
  /** What lasts minutes by default is to last half a minute, to see that it works. */
  short: boolean
  /** Empty, for a part's data; a part leaves it empty. */
  folder: string
  progress: (line: string) => void
  databases: PostgresDatabases
  acceptRate: AcceptRate
}

/** One line of the closing table. */
export interface Line {
  what: string
  figure: string
  /** What the figure is to be read by, taken in the same run. */
  calibration: string
  ratio: number
  /** Null: none is set. */
  goal: Goal | null
}

export interface Goal {
  words: string
  isMet: boolean
}

export interface PartResult {
  lines: Line[]
  /** Markdown for the report: the figures in full, and how they came about. */
  details: string
}

export type Part = (bench: Bench) => Promise<PartResult>

export function atLeast(goal: number, ratio: number): Goal {
  return { words: `at least ${goal}`, isMet: ratio >= goal }
}

export function atMost(goal: number, ratio: number): Goal {
  return { words: `at most ${goal}`, isMet: ratio <= goal }
}
