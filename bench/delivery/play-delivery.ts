import type { Budget } from '../../collector/deliver/budget.js'
import { deliverOnce, type DeliverDeps } from '../../collector/deliver/deliver-once.js'
import { relieveOnce } from '../../collector/housekeeping.js'
import type { Site } from '../../collector/lib/config-file.js'
import { createLogger } from '../../collector/lib/logger.js'
import { openGong } from '../../collector/open-gong.js'
import { CALL_TIMEOUT_MS } from '../../collector/pipeline.js'
import { openStore, type Store } from '../../collector/store/store.js'
import { createGongSandbox } from '../../demo-site/gong-sandbox/create-gong-sandbox.js'
import { createRandom } from '../../e2e/soak/random.js'
import { queueInteractions, type Wanted } from './queue-interactions.js'
import { KEYS, type Summary } from './start-sandbox.js'

/** An interaction and when it was ready to be told. */
export interface Arrival {
  atMs: number
  wanted: Wanted
}

export interface PlayOrder {
  /** Path of a store that is not there yet. */
  target: string
  /** In order of time. */
  arrivals: readonly Arrival[]
  startMs: number
  endMs: number
  budget: Budget
  /** Gong's whole, to which the sandbox holds us. */
  quota: { callsPerSecond: number; callsPerDay: number }
  sites: readonly Site[]
  companyName: string | undefined
  /** Each day of the turned clock. */
  onDay?: (words: string) => void
}

export interface Received {
  gongEventId: string
  atMs: number
}

export interface Played {
  /** Interactions that the sandbox accepted. */
  received: Received[]
  summary: Summary
  /** What Gong had against calls that it refused. */
  refusals: string[]
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/**
 * Lives through a span of time by a turned clock that store and sandbox share: what arrives is put into its lanes, the
 * collector's own steps of delivery and of relief are taken, and where they wait, the clock is turned to what comes
 * next. Calls take no time.
 */
export async function playDelivery(order: PlayOrder): Promise<Played> {
  const { target, arrivals, startMs, endMs, budget, quota, sites, companyName, onDay } = order
  let nowMs = startMs
  const clock = (): number => nowMs
  const sandbox = createGongSandbox({ clock, ...KEYS, ...quota })
  const store = await openStore(target, { clock })
  const deps = deliveryTo({ store, sandbox, budget, sites, companyName })

  const { signal: neverAborted } = new AbortController()
  let arrived = 0
  let tidyAtMs = startMs
  let dayAtMs = startMs + DAY_MS
  while (nowMs < endMs) {
    const from = arrived
    while ((arrivals[arrived]?.atMs ?? Infinity) <= nowMs) arrived++
    const wanted = arrivals.slice(from, arrived).map((arrival) => arrival.wanted)
    if (wanted.length > 0) {
      await store.transaction((tx) => queueInteractions(tx, wanted, nowMs))
    }
    if (nowMs >= tidyAtMs) {
      tidyAtMs = nowMs + MINUTE_MS
      await store.forgetOldPermits(nowMs)
      await relieveOnce({ ...deps, signal: neverAborted })
    }
    if (nowMs >= dayAtMs) {
      dayAtMs += DAY_MS
      const { accepted } = sandbox.summary()
      onDay?.(`${new Date(nowMs).toISOString().slice(0, 10)}: ${arrived} arrived, ${accepted} told`)
    }
    const step = await deliverOnce(deps)
    if (step.kind === 'halt') throw new Error(`delivery halts: ${step.reason}`)
    if (step.kind === 'wait') {
      const nextMs = Math.min(
        step.untilMs ?? Infinity,
        arrivals[arrived]?.atMs ?? Infinity,
        tidyAtMs,
        endMs,
      )
      nowMs = Math.max(nowMs + 1, nextMs)
    }
  }
  await store.close()
  return {
    received: sandbox.interactions().map(({ body, receivedAtMs }) => ({
      gongEventId: body.eventId,
      atMs: receivedAtMs,
    })),
    summary: sandbox.summary(),
    refusals: sandbox.calls().flatMap(({ errors }) => errors),
  }
}

function deliveryTo({
  store,
  sandbox,
  budget,
  sites,
  companyName,
}: Pick<PlayOrder, 'budget' | 'sites' | 'companyName'> & {
  store: Store
  sandbox: ReturnType<typeof createGongSandbox>
}): DeliverDeps {
  const random = createRandom('delivery')
  const logger = createLogger('error')
  const access = { kind: 'key', baseUrl: 'https://gong.example', ...KEYS } as const
  const fetchSandbox: typeof fetch = async (input, init) => sandbox.app.request(input, init)
  const gong = openGong(access, { store, fetch: fetchSandbox, timeoutMs: CALL_TIMEOUT_MS, logger })
  return {
    ...{ store, budget, companyName, logger, ...gong },
    sites: new Map(sites.map((site) => [site.siteId, site])),
    callTimeoutMs: CALL_TIMEOUT_MS,
    random: () => random.whole(0, 1000) / 1000,
  }
}
