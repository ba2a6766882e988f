import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  foldSome,
  shedSome,
  waitsForBudget,
  type FoldStep,
  type Relieving,
  type Sheddable,
} from './deliver/relieve-step.js'
import { shedHeldOnce } from './enrich/assign-once.js'
import type { ConfigFile } from './lib/config-file.js'
import { ERROR_CODES } from './lib/error-codes.js'
import type { Logger } from './lib/logger.js'
import type { WaitingPlace } from './store/relief-reads.js'
import type { Store, StoreVerbs } from './store/store.js'

export interface HousekeepingDeps {
  store: Store
  config: Pick<ConfigFile, 'hold' | 'retention'>
  logger: Logger
  /** Ends a long removal between two of its steps. */
  signal: AbortSignal
}

/** Whose budget it is. */
type ReliefDeps = Relieving & Pick<HousekeepingDeps, 'store' | 'logger' | 'signal'>

const DAY_MS = 24 * 60 * 60 * 1000

/** However little else is kept: an event may lie in a spool for long before it comes. */
const MIN_TOMBSTONE_DAYS = 400

/** What charts show is kept for so long: numbers only, of nobody. */
const SAMPLE_DAYS = 30

/** Small enough that the stages, which wait for it, notice nothing. */
const ROWS_PER_STEP = 500

/** Every minute: gives up what was held for too long, and forgets permits that no longer count. */
export async function shedOnce(deps: HousekeepingDeps): Promise<void> {
  const { store, config, logger } = deps
  const { hold } = config
  const shed = await inSteps(deps, (tx) => shedHeldOnce(tx, { hold, limit: ROWS_PER_STEP }))
  if (shed > 0) logger.info({ event: 'held_shed', shed }, ERROR_CODES.hold_expired)
  await store.forgetOldPermits(await store.nowMs())
}

/** Every minute: what was stepped over and is to be tried again goes back to the head of its lane. */
export async function wakeOnce(deps: Pick<HousekeepingDeps, 'store' | 'signal'>): Promise<void> {
  await inSteps(deps, async (tx) => tx.wakeSteppedOver(await tx.nowMs(), ROWS_PER_STEP))
}

/** Every minute: writes down what was accepted and what became of it, for whoever looks at the last days. */
export async function sampleOnce({ store }: Pick<HousekeepingDeps, 'store'>): Promise<void> {
  await store.stage(async (tx) => tx.takeSample(await tx.nowMs()))
}

/**
 * Every minute where Gong is configured. Over budget, low priority waits; what has waited a day is told once a day a
 * person; what is low and has waited three days, alone or in such a digest, is given up, and normal after fourteen.
 * High is never. All that only while there is no call for it: what an outage has left is first sent as far as the
 * budget goes.
 */
export async function relieveOnce(deps: ReliefDeps): Promise<void> {
  const { store, logger, signal } = deps
  const isDue = async (priority: Sheddable) =>
    !signal.aborted && (await waitsForBudget(store, priority, deps))

  const told = { interactions: 0, digests: 0 }
  for (let after: WaitingPlace | 'first' | null = 'first'; after && (await isDue('low'));) {
    const from: WaitingPlace | null = after === 'first' ? null : after
    const step: FoldStep = await store.stage((tx) => foldSome(tx, from, store))
    told.interactions += step.interactions
    told.digests += step.digests
    after = step.next
    await nextTurn()
  }
  const shed = { low: 0, normal: 0 }
  for (const priority of ['low', 'normal'] as const) {
    for (let some = -1; some !== 0 && (await isDue(priority));) {
      some = await store.stage((tx) => shedSome(tx, priority))
      shed[priority] += some
      await nextTurn()
    }
  }
  if (told.interactions + shed.low + shed.normal === 0) return
  logger.info(
    { event: 'budget_relieved', told_in_digest: told, over_budget: shed },
    'calls are short: what has waited is told together or given up',
  )
}

/** Every hour: removes what rests longer than the configuration allows, and says how much that was. */
export async function retainOnce(deps: HousekeepingDeps): Promise<void> {
  const { store, config, logger } = deps
  const nowMs = await store.nowMs()
  const eventsBeforeMs = nowMs - config.retention.eventDays * DAY_MS
  const interactionsBeforeMs = nowMs - config.retention.interactionDays * DAY_MS
  const removed = {
    events: await removeEvents(deps, eventsBeforeMs),
    failedEvents: await inSteps(deps, (tx) => tx.removeFailedEvents(eventsBeforeMs, ROWS_PER_STEP)),
    interactions: await inSteps(deps, (tx) =>
      tx.removeEndedInteractions(interactionsBeforeMs, ROWS_PER_STEP),
    ),
    visitors: await inSteps(deps, (tx) => tx.removeIdentities(interactionsBeforeMs, ROWS_PER_STEP)),
    links: await inSteps(deps, (tx) => tx.removeLinks(interactionsBeforeMs, ROWS_PER_STEP)),
    shares: await inSteps(deps, (tx) => tx.removeShares(interactionsBeforeMs, ROWS_PER_STEP)),
    people: await inSteps(deps, (tx) => tx.removeKnownPeople(interactionsBeforeMs, ROWS_PER_STEP)),
    drops: await inSteps(deps, (tx) => tx.removeDrops(interactionsBeforeMs, ROWS_PER_STEP)),
    audit: await inSteps(deps, (tx) => tx.removeAudit(interactionsBeforeMs, ROWS_PER_STEP)),
  }
  await store.removeTombstones(Math.min(interactionsBeforeMs, nowMs - MIN_TOMBSTONE_DAYS * DAY_MS))
  await store.removeSamples(nowMs - SAMPLE_DAYS * DAY_MS)
  await store.stage((tx) => tx.removeEmptyLanes())
  const rows = Object.entries(removed).filter(([, count]) => count > 0)
  if (rows.length === 0) return
  logger.info({ event: 'retained', ...removed }, 'what was older than the retention is removed')
  const detail = Object.fromEntries(rows)
  await store.keepAudit({ atMs: nowMs, actor: 'collector', action: 'retain', target: '', detail })
}

async function removeEvents(
  { store, signal }: Pick<HousekeepingDeps, 'store' | 'signal'>,
  beforeMs: number,
): Promise<number> {
  let all = 0
  for (let afterSeq: number | null = 0; afterSeq !== null && !signal.aborted;) {
    const from: number = afterSeq
    const { removed, lastSeq } = await store.stage((tx) =>
      tx.removeEvents({ beforeMs, afterSeq: from, limit: ROWS_PER_STEP }),
    )
    all += removed
    afterSeq = lastSeq
    await nextTurn()
  }
  return all
}

/**
 * Each step a transaction of its own, until there is no more. Between two of them everything else has its turn: SQLite's
 * driver never waits, so that without it no timer, socket or signal would be heard. Returns how many rows went.
 */
async function inSteps(
  { store, signal }: Pick<HousekeepingDeps, 'store' | 'signal'>,
  step: (tx: StoreVerbs) => Promise<number>,
): Promise<number> {
  let all = 0
  for (let some = -1; some !== 0 && !signal.aborted; all += some) {
    some = await store.stage(step)
    await nextTurn()
  }
  return all
}
