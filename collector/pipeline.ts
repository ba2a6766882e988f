import type { Config } from './config.js'
import { budgetOf } from './deliver/budget.js'
import { createDelivery } from './deliver/create-delivery.js'
import { assignOnce, shedHeldOnce } from './enrich/assign-once.js'
import { foldOnce } from './enrich/fold-once.js'
import { sealOnce } from './enrich/seal-once.js'
import type { GongClient } from './gong/client.js'
import type { Clock } from './lib/clock.js'
import { ERROR_CODES } from './lib/error-codes.js'
import type { Logger } from './lib/logger.js'
import { runLoop } from './lib/run-loop.js'
import { stitchOnce } from './stitch/stitch-once.js'
import { forwardOnce } from './store/spool/forward-once.js'
import type { Spool } from './store/spool/spool.js'
import type { Store } from './store/store.js'

export interface PipelineDeps {
  spool: Spool
  store: Store
  config: Pick<Config, 'sites' | 'coalesce' | 'hold' | 'budget' | 'quota' | 'companyName'>
  /** Null: preview. */
  client: GongClient | null
  clock: Clock
  random: () => number
  logger: Logger
}

export interface Pipeline {
  /** One pass of every stage but delivery. Returns how much it moved. */
  passOnce(): Promise<number>
  /** Runs all stages until the signal aborts and what is under way is through. */
  run(signal: AbortSignal): Promise<void>
}

/** A call to Gong is given up after this long and tried again with the same id. */
export const CALL_TIMEOUT_MS = 15_000

/** Small enough that a pass lets the others come to their turn within a fraction of a second. */
const EVENTS_PER_PASS = 500

/** How soon an idle stage looks again. */
const IDLE_MS = 200
const HOUSEKEEPING_MS = 60_000

/** Beyond this many the number says no more than that it is large. */
const MAX_COUNTED = 1000

/** The order of the stages. Each leaves rows that the next picks up; none knows another. */
export function createPipeline(deps: PipelineDeps): Pipeline {
  const { spool, store, config, client, clock, logger } = deps
  const sites = new Map(config.sites.map((site) => [site.siteId, site]))

  async function passOnce(): Promise<number> {
    return (
      (await forwardOnce(spool, store, EVENTS_PER_PASS)) +
      (await stitchOnce(store, EVENTS_PER_PASS)) +
      (await foldOnce({ store, coalesce: config.coalesce, clock }, EVENTS_PER_PASS)) +
      (await sealOnce({ store, sites, clock, logger }, EVENTS_PER_PASS)) +
      (await assignOnce({ store, sites, clock, logger }, EVENTS_PER_PASS))
    )
  }

  async function housekeepOnce(): Promise<void> {
    const shed = await shedHeldOnce({ store, clock }, config.hold)
    if (shed > 0) logger.info({ event: 'held_shed', shed }, ERROR_CODES.hold_expired)
    await store.forgetOldPermits(clock())
  }

  return {
    passOnce,
    async run(signal) {
      if (client) await sayWaiting(deps)
      const loop = (name: string, pass: () => Promise<number>) =>
        runLoop({ name, pass, signal, logger })
      await Promise.all([
        loop('stages', async () => ((await passOnce()) > 0 ? 0 : IDLE_MS)),
        loop('housekeeping', async () => {
          await housekeepOnce()
          return HOUSEKEEPING_MS
        }),
        ...(client ? deliveryLoops(client) : []),
      ])

      /** As many as may call in a second, so that one slow answer does not hold up the rest. */
      function deliveryLoops(gong: GongClient): Promise<void>[] {
        const deliver = createDelivery({
          ...deps,
          sites,
          client: gong,
          companyName: config.companyName,
          callTimeoutMs: CALL_TIMEOUT_MS,
          budget: budgetOf(config.quota, config.budget.share),
        })
        return Array.from({ length: config.quota.callsPerSecond }, (_, index) =>
          loop(`delivery ${index + 1}`, deliver),
        )
      }
    },
  }
}

/** What a preview or a stop has left behind goes out to real people now: said before it does. */
async function sayWaiting({ store, logger }: Pick<PipelineDeps, 'store' | 'logger'>) {
  const waiting = await store.countPending(MAX_COUNTED)
  if (waiting === 0) return
  const number = waiting < MAX_COUNTED ? String(waiting) : `${MAX_COUNTED} or more`
  logger.warn(
    { event: 'earlier_interactions_waiting', waiting },
    `interactions of earlier runs that are waiting and will be sent: ${number}`,
  )
}
