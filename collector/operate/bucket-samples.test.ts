import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Sample } from '../store/samples.js'
import { bucketSamples } from './bucket-samples.js'

const NONE = { accepted: 0, delivered: 0, shed: 0, dead: 0, folded: 0, held: 0, waiting: 0 }
const SUMMED = ['accepted', 'delivered', 'shed', 'dead', 'folded'] as const

const aCount = fc.nat(1_000_000)
const someSamples: fc.Arbitrary<Sample[]> = fc
  .array(
    fc.record({
      atMs: fc.nat(10_000),
      accepted: aCount,
      delivered: aCount,
      shed: aCount,
      dead: aCount,
      folded: aCount,
      held: aCount,
      waiting: aCount,
    }),
  )
  .map((samples) => samples.sort((a, b) => a.atMs - b.atMs))

it('counts are summed, gauges stand as they did last, and where nobody looked is a gap', () => {
  const samples = [
    { ...NONE, atMs: 100, accepted: 3, held: 5 },
    { ...NONE, atMs: 159, accepted: 4, held: 2 },
    { ...NONE, atMs: 220, dead: 1, waiting: 7 },
  ]
  const cut = { sinceMs: 100, untilMs: 250, bucketMs: 60 }
  expect(bucketSamples(samples, cut)).toEqual([
    { fromMs: 100, totals: { ...NONE, accepted: 7, held: 2 } },
    { fromMs: 160, totals: null },
    { fromMs: 220, totals: { ...NONE, dead: 1, waiting: 7 } },
  ])
})

it('no sample of the time is lost, none is counted twice, and none of another time is counted', () => {
  fc.assert(
    fc.property(
      someSamples,
      fc.nat(10_000),
      fc.nat(10_000),
      fc.integer({ min: 7, max: 3000 }),
      (samples, sinceMs, lengthMs, bucketMs) => {
        const untilMs = sinceMs + lengthMs
        const buckets = bucketSamples(samples, { sinceMs, untilMs, bucketMs })
        const within = samples.filter(({ atMs }) => atMs >= sinceMs && atMs < untilMs)
        for (const name of SUMMED) {
          const told = buckets.reduce((sum, { totals }) => sum + (totals?.[name] ?? 0), 0)
          expect(told).toBe(within.reduce((sum, sample) => sum + sample[name], 0))
        }
        for (const { fromMs, totals } of buckets) {
          const own = within.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + bucketMs)
          expect(totals?.held).toBe(own.at(-1)?.held)
        }
      },
    ),
  )
})
