import { setMaxListeners } from 'node:events'
import type { Config } from './config.js'
import { budgetOf, type Budget } from './deliver/budget.js'
import { createDelivery } from './deliver/create-delivery.js'
import type { MetricHooks } from './deliver/metric-hooks.js'
import { assignOnce } from './enrich/assign-once.js'
import { createUnprovenAsking } from './enrich/ask-unproven.js'
import { createContents } from './enrich/contents.js'
import { foldOnce } from './enrich/fold-once.js'
import { createCapRelease } from './enrich/release-capped.js'
import { sealOnce } from './enrich/seal-once.js'
import { selfReportedBudget } from './enrich/self-reported-budget.js'
import type { Gong } from './open-gong.js'
import { relieveOnce, retainOnce, sampleOnce, shedOnce, wakeOnce } from './housekeeping.js'
import { systemClock } from './lib/clock.js'
import { minutesOf } from './lib/config-budget.js'
import { createTokenJudge } from './lib/judge-token.js'
import { logRefusedTokens } from './lib/log-refused-tokens.js'
import type { Logger } from './lib/logger.js'
import { runLoop } from './lib/run-loop.js'
import { NO_TRACING, type Span, type Tracing } from './lib/tracing.js'
import { stitchOnce } from './stitch/stitch-once.js'
import type { Forwarder } from './store/spool/forwarder.js'
import { isDamaged } from './store/spool/spool-damaged.js'
import type { Store } from './store/store.js'

export interface PipelineDeps {
  forwarder: Forwarder
  store: Store
  config: Pick<
    Config,
    | 'role'
    | 'sites'
    | 'content'
    | 'coalesce'
    | 'hold'
    | 'budget'
    | 'retention'
    | 'quota'
    | 'companyName'
    | 'links'
    | 'jwtKeys'
  >
  /** Null: preview. */
  gong: Gong | null
  random: () => number
  logger: Logger
  metrics?: PipelineMetricHooks
  tracing?: Tracing
}

/** What the stages tell to whoever counts. None of these throws or waits. */
export interface PipelineMetricHooks extends MetricHooks {
  interactionsSealed(count: number): void
  /** A pass of a loop failed, and is tried again. */
  loopFailed(name: string): void
}

export interface Pipeline {
  /** One pass of every stage but delivery. Returns how much it moved. */
  passOnce(): Promise<number>
  /** Once a minute: gives up what was held or waits for too long, and lets what waits for its person's room be asked again. */
  tidyOnce(signal: AbortSignal): Promise<void>
  /** Runs all stages of the process's role until the signal aborts and what is under way is through. Rejects when the spool is damaged. */
  run(signal: AbortSignal): Promise<void>
}

/** A call to Gong is given up after this long and tried again with the same id. */
export const CALL_TIMEOUT_MS = 15_000

/** Small enough that a pass lets the others come to their turn within a fraction of a second. */
const EVENTS_PER_PASS = 500

/**
 * Fewer, since each takes statements of its own, and what the driver holds of their results is let go of between two
 * passes only: with 500 a backlog of 200,000 events took 90 MB more.
 */
const INTERACTIONS_PER_PASS = 100

/** A quota that allows more than these can send is nobody's; each takes a connection of the store's for moments. */
const MAX_DELIVERY_LOOPS = 32

/** How soon an idle stage looks again. */
const IDLE_MS = 200
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Beyond this many the number says no more than that it is large. */
const MAX_COUNTED = 1000

/** The order of the stages. Each leaves rows that the next picks up; none knows another. */
export function createPipeline(deps: PipelineDeps): Pipeline {
  const { forwarder, store, config, gong, logger, metrics, tracing = NO_TRACING } = deps
  const { role, coalesce, quota, companyName, links } = config
  const judgeToken = logRefusedTokens(createTokenJudge(config.jwtKeys ?? []), {
    logger,
    clock: systemClock,
  })
  const sites = new Map(config.sites.map((site) => [site.siteId, site]))
  const budget = ownBudget(config)
  const selfReported = selfReportedBudget(budget.callsPerDay, config.budget)
  const contentOf = createContents({ sites, content: config.content })

  const stages = [
    traced('tamtam.stitch', () =>
      stitchOnce(
        { store, judgeToken, maxLinkBrowsers: links.maxBrowsers, logger },
        EVENTS_PER_PASS,
      ),
    ),
    traced('tamtam.fold', () => foldOnce({ store, contentOf, coalesce }, EVENTS_PER_PASS)),
    async () => {
      const sealed = await sealOnce(
        { store, sites, contentOf, logger, tracing },
        INTERACTIONS_PER_PASS,
      )
      metrics?.interactionsSealed(sealed)
      return sealed
    },
    traced('tamtam.assign', () =>
      assignOnce({ store, sites, selfReported, hold: config.hold, logger }, INTERACTIONS_PER_PASS),
    ),
  ]
  const forwardOnce = traced('tamtam.forward', () => forwarder.forwardOnce())

  /** Of a pass that moved something. */
  function traced(name: Span['name'], pass: () => Promise<number>): () => Promise<number> {
    return async () => {
      const end = tracing.begin()
      const moved = await pass()
      if (moved > 0) end?.({ name, attributes: { 'tamtam.moved': moved } })
      return moved
    }
  }

  /** What ends the process is heard between two of them. */
  async function stagesOnce(signal?: AbortSignal): Promise<number> {
    let moved = 0
    for (const stage of stages) {
      if (signal?.aborted) break
      moved += await stage()
    }
    return moved
  }

  const askUnproven = createUnprovenAsking({ store, sites })
  const releaseCapped = createCapRelease({ store, selfReported, hold: config.hold })
  async function tidyOnce(signal: AbortSignal): Promise<void> {
    await shedOnce({ store, config, logger, signal })
    await releaseCapped(signal)
    await askUnproven(signal)
    await wakeOnce({ store, signal })
    if (gong) await relieveOnce({ store, budget, credential: gong.credential, logger, signal })
    await sampleOnce({ store })
  }

  return {
    async passOnce() {
      return (await forwardOnce()) + (await stagesOnce())
    },
    tidyOnce,
    async run(signal) {
      // Each loop listens while it rests, and there are as many as calls a second.
      setMaxListeners(0, signal)
      const housekeeping = { store, config, logger, signal }
      const loop = (name: string, pass: () => Promise<number>) => {
        const counted = () =>
          pass().catch((error: unknown) => {
            metrics?.loopFailed(name)
            throw error
          })
        return runLoop({ name, pass: counted, signal, logger, isFatal: isDamaged })
      }
      const restAfter = async (work: Promise<unknown>, restMs: number): Promise<number> => {
        await work
        return restMs
      }
      const idle = async (moved: Promise<number>) => ((await moved) > 0 ? 0 : IDLE_MS)

      // In every role: what an earlier one left in the spool is a debt too.
      const loops = [loop('forward', () => idle(forwardOnce()))]
      if (role !== 'accept') {
        if (gong) await sayWaiting(deps)
        loops.push(
          loop('stages', () => idle(stagesOnce(signal))),
          loop('housekeeping', () => restAfter(tidyAndEmptyOnce(), MINUTE_MS)),
          loop('retention', () => restAfter(retainOnce(housekeeping), HOUR_MS)),
          ...(gong ? deliveryLoops(gong) : []),
        )
      }
      await Promise.all(loops)
      forwarder.close()

      /** What was removed stands in no file then, also where somebody read while a person was erased. */
      async function tidyAndEmptyOnce(): Promise<void> {
        await tidyOnce(signal)
        await store.emptyLog()
      }

      /** As many as may call in a second, so that one slow answer does not hold up the rest. */
      function deliveryLoops(gong: Gong): Promise<void>[] {
        const shared = { store, sites, companyName, budget, random: deps.random, logger }
        const delivery = { ...shared, tracing, ...(metrics && { metrics }) }
        const deliver = createDelivery({ ...delivery, ...gong, callTimeoutMs: CALL_TIMEOUT_MS })
        const loops = Math.min(quota.callsPerSecond, MAX_DELIVERY_LOOPS)
        return Array.from({ length: loops }, (_, index) => loop(`delivery ${index + 1}`, deliver))
      }
    },
  }
}

/** What the configuration allows of Gong's quota. */
export function ownBudget({
  quota,
  budget,
  content,
}: Pick<Config, 'quota' | 'budget' | 'content'>): Budget {
  const { from, to, timeZone } = budget.businessDay
  const businessDay = { fromMinutes: minutesOf(from), toMinutes: minutesOf(to), timeZone }
  const hasHigh = content.some(({ priority }) => priority === 'high')
  return budgetOf(quota, { ...budget, businessDay }, hasHigh)
}

/** What a preview or a stop has left behind goes out to real people now: said before it does. Never rejects. */
async function sayWaiting({ store, logger }: Pick<PipelineDeps, 'store' | 'logger'>) {
  let waiting: number
  try {
    waiting = await store.countPending(MAX_COUNTED)
  } catch (error) {
    // The database has gone again since it was opened: each loop waits for it by itself.
    logger.warn({ event: 'waiting_not_counted', err: error }, 'what waits could not be counted')
    return
  }
  if (waiting === 0) return
  const number = waiting < MAX_COUNTED ? String(waiting) : `${MAX_COUNTED} or more`
  logger.warn(
    { event: 'earlier_interactions_waiting', waiting },
    `interactions of earlier runs that are waiting and will be sent: ${number}`,
  )
}
