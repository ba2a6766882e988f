import type { BenchOptions } from './options.js'
import type { PartName } from './parts.js'

/** A file below results/ and what stands in it. */
export interface ReportFile {
  name: string
  title: string
  parts: readonly PartName[]
  /** How its table is to be read. */
  notes: (options: BenchOptions) => string
}

export const REPORTS: readonly ReportFile[] = [
  {
    name: 'collector.md',
    title: "The collector's speed",
    parts: ['accept', 'half-load', 'store', 'claim', 'drain', 'backlog', 'day'],
    notes: ({ seconds, rounds }) =>
      `Medians of the rounds (${rounds}); a ratio is the median of the rounds' own ratios, whose two sides were taken one after the
other; only that of drain is to the run's median of accepting. Loads last ${seconds} s after their warm-up.`,
  },
  {
    name: 'delivery.md',
    title: 'Delivery: every permit spent, none too many, nothing lost',
    parts: ['saturation', 'budget', 'kills'],
    notes: () => "Each measured once; calls are counted by the far end's clock.",
  },
  {
    name: 'week.md',
    title: 'A week at five times the quota',
    parts: ['week'],
    notes: () => 'Counted and not timed: the same seed gives the same figures.',
  },
]
