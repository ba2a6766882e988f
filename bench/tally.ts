import { createHistogram } from 'node:perf_hooks'
import type { LoadOrder, LoadResult } from './load.js'

/** Counts what is answered within a load's seconds, after its warm-up. Times are of `performance.now()`. */
export interface Tally {
  fromMs(): number
  untilMs(): number
  /** Lets the seconds that count begin now. */
  begin(): void
  /** The number of the next beacon, which counts as sent. */
  nextBeacon(): number
  /** `atMs` says whether the latency counts. */
  answered(answer: { beacon: number; status: number; latencyMs: number; atMs: number }): void
  unanswered(count: number): void
  result(): LoadResult
}

export function createTally({ warmUpSeconds, seconds }: LoadOrder): Tally {
  const latencyMicroseconds = createHistogram()
  const refusals: Record<string, number> = {}
  const beaconsAccepted: number[] = []
  let beaconsSent = 0
  let fromMs = performance.now() + warmUpSeconds * 1000
  const untilMs = (): number => fromMs + seconds * 1000
  return {
    fromMs: () => fromMs,
    untilMs,
    begin: () => void (fromMs = performance.now()),
    nextBeacon: () => beaconsSent++,
    answered({ beacon, status, latencyMs, atMs }) {
      if (status === 204) beaconsAccepted.push(beacon)
      else refusals[status] = (refusals[status] ?? 0) + 1
      if (atMs < fromMs || atMs >= untilMs()) return
      latencyMicroseconds.record(Math.max(1, Math.round(latencyMs * 1000)))
    },
    unanswered(count) {
      if (count > 0) refusals['no answer'] = (refusals['no answer'] ?? 0) + count
    },
    result: () => ({
      requestsPerSecond: latencyMicroseconds.count / seconds,
      p50Ms: latencyMicroseconds.percentile(50) / 1000,
      p99Ms: latencyMicroseconds.percentile(99) / 1000,
      beaconsSent,
      beaconsAccepted,
      refusals,
    }),
  }
}
