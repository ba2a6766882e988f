import type { Config } from './config.js'
import { deliverOnce, type DeliverDeps } from './deliver/deliver-once.js'
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
        const deliver = createDelivery({ ...deps, sites, client: gong })
        return Array.from({ length: config.quota.callsPerSecond }, (_, index) =>
          loop(`delivery ${index + 1}`, deliver),
        )
      }
    },
  }
}

/** Delivery steps for several loops, which all stop when one of them is told to halt. */
function createDelivery({ config, ...deps }: PipelineDeps & Pick<DeliverDeps, 'client' | 'sites'>) {
  const { callsPerSecond, callsPerDay } = config.quota
  const deliverDeps: DeliverDeps = {
    ...deps,
    companyName: config.companyName,
    callTimeoutMs: CALL_TIMEOUT_MS,
    budget: { callsPerSecond, callsPerDay: Math.floor(callsPerDay * config.budget.share) },
  }
  let halted = false

  return async function deliver(): Promise<number> {
    if (halted) return HOUSEKEEPING_MS
    const step = await deliverOnce(deliverDeps)
    switch (step.kind) {
      case 'again':
        return 0
      case 'wait':
        return Math.min(IDLE_MS, (step.untilMs ?? Infinity) - deps.clock())
      case 'halt':
        halted = true
        deps.logger.error(
          { event: 'delivery_halted', reason: step.reason },
          `delivery stops until a restart, nothing is lost: ${ERROR_CODES[step.reason]}`,
        )
        return HOUSEKEEPING_MS
    }
  }
}
