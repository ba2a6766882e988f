import type { ReadVerbs } from '../store/open-to-read.js'
import { bucketSamples, type Bucket } from './bucket-samples.js'

/** How far back a chart reaches. */
export type Span = '24h' | '7d'

/** What came and what became of it. */
export interface Activity {
  /** Of the last 24 hours to the minute, and how things stand now. */
  counts: {
    /** Events. */
    accepted: number
    /** Interactions. */
    delivered: number
    shed: number
    /** As they stand now: each up to MAX_GAUGE of store/samples.ts. */
    held: number
    waiting: number
  }
  span: Span
  bucketMs: number
  /** The last one is not over yet. */
  buckets: Bucket[]
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** About a hundred parts each: as many as a line of a chart shows apart. */
const CUTS: Record<Span, { bucketMs: number; spanMs: number }> = {
  '24h': { bucketMs: 15 * MINUTE_MS, spanMs: DAY_MS },
  '7d': { bucketMs: 120 * MINUTE_MS, spanMs: 7 * DAY_MS },
}

/** By the samples, and by what came since the last of them. */
export async function readActivity(
  verbs: ReadVerbs,
  { span, nowMs }: { span: Span; nowMs: number },
): Promise<Activity> {
  const { bucketMs, spanMs } = CUTS[span]
  // By whole buckets, so that the same moment stays in the same one as time goes on.
  const untilMs = Math.floor(nowMs / bucketMs + 1) * bucketMs
  const sinceMs = untilMs - spanMs
  const dayAgoMs = nowMs - DAY_MS
  const now = await verbs.readNextSample(nowMs)
  const taken = await verbs.readSamples({ sinceMs: Math.min(sinceMs, dayAgoMs) })
  const samples = [...taken.filter(({ atMs }) => atMs < nowMs), now]
  const inDay = samples.filter(({ atMs }) => atMs > dayAgoMs)
  const sum = (name: 'accepted' | 'delivered' | 'shed') =>
    inDay.reduce((total, sample) => total + sample[name], 0)
  return {
    counts: {
      accepted: sum('accepted'),
      delivered: sum('delivered'),
      shed: sum('shed'),
      held: now.held,
      waiting: now.waiting,
    },
    span,
    bucketMs,
    buckets: bucketSamples(
      samples.filter(({ atMs }) => atMs >= sinceMs),
      {
        sinceMs,
        untilMs,
        bucketMs,
      },
    ),
  }
}
