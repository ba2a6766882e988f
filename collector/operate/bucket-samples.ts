import type { Sample } from '../store/samples.js'

/** Part of a chart: what happened in it, and the gauges as they stood at its end. */
export interface Bucket {
  fromMs: number
  /** Null where nobody took a sample: no collector ran. */
  totals: Omit<Sample, 'atMs'> | null
}

interface Cut {
  sinceMs: number
  /** Exclusive. */
  untilMs: number
  bucketMs: number
}

/**
 * Cuts a time into buckets of `bucketMs`, of which the last may reach beyond its end. Each sample of that time is in one
 * bucket; others are in none. Samples come in the order of time.
 */
export function bucketSamples(
  samples: readonly Sample[],
  { sinceMs, untilMs, bucketMs }: Cut,
): Bucket[] {
  const buckets: Bucket[] = []
  for (let fromMs = sinceMs; fromMs < untilMs; fromMs += bucketMs) {
    buckets.push({ fromMs, totals: null })
  }
  for (const { atMs, ...counts } of samples) {
    if (atMs >= untilMs) continue
    const bucket = buckets[Math.floor((atMs - sinceMs) / bucketMs)]
    if (bucket) bucket.totals = bucket.totals ? add(bucket.totals, counts) : counts
  }
  return buckets
}

type Totals = NonNullable<Bucket['totals']>

function add(before: Totals, sample: Totals): Totals {
  return {
    accepted: before.accepted + sample.accepted,
    delivered: before.delivered + sample.delivered,
    shed: before.shed + sample.shed,
    dead: before.dead + sample.dead,
    folded: before.folded + sample.folded,
    held: sample.held,
    waiting: sample.waiting,
  }
}
