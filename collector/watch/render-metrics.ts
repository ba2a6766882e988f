import {
  AggregatorRegistry,
  Registry,
  type MetricObjectWithValues,
  type MetricValue,
} from 'prom-client'
import { createMaker } from './make-metrics.js'
import { PARTS, partOf, type Part } from './metric-names.js'

/** What each part's `metricsJson`, `readStoreMetrics` and `readSpoolMetrics` give; a promise may reject. */
export type Parts = Record<Part, Promise<unknown>>

export interface RenderOptions {
  /** Told of each part that is left out, and why. */
  onAway?: (part: Part, why: unknown) => void
  /** Who has not answered by then is left out: Prometheus itself gives up after 10 s where it is not told otherwise. */
  withinMs?: number
}

type Told = MetricObjectWithValues<MetricValue<string>>

const WITHIN_MS = 5000

/**
 * One scrape of all parts in Prometheus's text format. A part that fails, is late or tells what is not its own is left
 * out, and `tamtam_part_up` says so; never rejects for it.
 */
export async function renderMetrics(
  parts: Parts,
  { onAway, withinMs = WITHIN_MS }: RenderOptions = {},
): Promise<{ contentType: string; text: string }> {
  const registry = new Registry()
  const up = createMaker(registry).gauge('tamtam_part_up')
  const all: Told[][] = []
  await Promise.all(
    PARTS.map(async (part) => {
      try {
        all.push(ownOf(part, await inTime(parts[part], withinMs)))
        up.set({ part }, 1)
      } catch (error) {
        up.set({ part }, 0)
        onAway?.(part, error)
      }
    }),
  )
  const whole = AggregatorRegistry.aggregate([...all, asItIs(await registry.getMetricsAsJSON())])
  return { contentType: whole.contentType, text: await whole.metrics() }
}

/** Throws unless it is a list of metrics, each of the catalogue's for this part or, of the process, of the first part. */
function ownOf(part: Part, told: unknown): Told[] {
  if (!Array.isArray(told)) throw new Error(`the ${part} part told no metrics`)
  // Made by getMetricsAsJSON in another thread of this program; the names are looked at below.
  const metrics = told as Told[]
  const foreign = metrics.find(({ name }) => ownerOf(name) !== part)
  if (foreign) throw new Error(`the ${part} part told ${foreign.name}, which is not its own`)
  return asItIs(metrics)
}

/** The process's own figures, by names of prom-client's, are of the thread that accepts. */
function ownerOf(name: string): Part | null {
  return /^(process|nodejs)_/.test(name) ? 'ingest' : partOf(name)
}

/**
 * Each name comes from one part only, so that there is nothing to add up. Left to itself, aggregation sums gauges, takes
 * the mean of some of the process's own figures, and leaves out when it started.
 */
function asItIs(metrics: Told[]): Told[] {
  return metrics.map((metric) => ({ ...metric, aggregator: 'first' }))
}

async function inTime<T>(work: Promise<T>, withinMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), withinMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
