import { median } from '../median.js'
import { renderTable } from '../render-table.js'
import type { Measured, MeasuredControl } from './measure-all.js'
import type { ScriptTimes } from './read-trace.js'

interface Compared {
  measured: readonly Measured[]
  /** The loop's times, of the same rounds. */
  loop: MeasuredControl
}

interface Measure {
  name: string
  /** One figure, or one a round. */
  of: (measured: Measured) => number[]
  toLoop: boolean
}

const MEASURES: Measure[] = [
  { name: 'brotli 11', of: ({ size }) => [size.brotli], toLoop: false },
  timed('evaluation', 'evaluationMs'),
  timed('script of 1.2 s', 'earlyScriptMs'),
  timed('click', 'clickMs'),
  timed('longest task', 'longestTaskMs'),
  { name: 'requests', of: ({ visit }) => [visit.requests], toLoop: false },
  { name: 'bytes sent', of: ({ visit }) => [visit.bytes], toLoop: false },
]

function timed(name: string, field: keyof ScriptTimes): Measure {
  return { name, of: ({ times }) => times.map((time) => time[field]), toLoop: true }
}

/**
 * Ours to the loop's evaluation, to the smallest peer, and to the peer that is best in each; null without ours or
 * without a peer. A ratio is the median of the rounds' own ratios, whose two sides met the same machine.
 */
export function renderRatios({ measured, loop }: Compared): string | null {
  const ours = measured.find(({ subject }) => subject.kind === 'ours')
  const peers = measured.filter(({ subject }) => subject.kind === 'peer')
  const smallest = leastOf(peers, ({ size }) => size.brotli)
  if (!ours || !smallest) return null
  const loopMs = loop.times.map(({ evaluationMs }) => evaluationMs)
  const rows = MEASURES.map(({ name, of, toLoop }) => {
    const best = leastOf(peers, (peer) => median(of(peer))) ?? smallest
    return [
      name,
      toLoop ? ratio(of(ours), loopMs) : '',
      ratio(of(ours), of(smallest)),
      ratio(of(ours), of(best)),
      best.subject.name,
    ]
  })
  const header = ['ours', 'to the loop', `to the smallest, ${smallest.subject.name}`, 'to the best']
  return renderTable([[...header, 'which is'], ...rows])
}

function ratio(ours: readonly number[], theirs: readonly number[]): string {
  return median(ours.map((figure, at) => figure / (theirs[at] ?? Number.NaN))).toFixed(2)
}

function leastOf<T>(all: readonly T[], figure: (each: T) => number): T | undefined {
  return all.toSorted((a, b) => figure(a) - figure(b))[0]
}
