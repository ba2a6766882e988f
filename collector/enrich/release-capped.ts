import type { ConfigFile } from '../lib/config-file.js'
import type { Store, StoreVerbs } from '../store/store.js'
import type { SelfReportedBudget } from './self-reported-budget.js'

export interface ReleaseDeps {
  store: Store
  selfReported: SelfReportedBudget
  hold: Pick<ConfigFile['hold'], 'days'>
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Small enough that the stages, which wait for it, notice nothing; more than are given their person in one pass. */
const ROWS_PER_STEP = 500

/**
 * Lets interactions that wait for room in their person's lane be asked again once there is: 24 hours after something of
 * that lane was sent. Only such lanes are looked at: each time those since the last time, and at first those of as long
 * as anything is held. Each step is a transaction, and `signal` ends it between two. Returns how many were released.
 */
export function createCapRelease(deps: ReleaseDeps): (signal?: AbortSignal) => Promise<number> {
  const { store, selfReported, hold } = deps
  let seenUntilMs: number | null = null

  return async function releaseCapped(signal) {
    let all = 0
    for (let isMore = true; isMore && !signal?.aborted;) {
      const step = await store.stage((tx) => releaseSome(tx, seenUntilMs))
      all += step.released
      seenUntilMs = step.seenUntilMs
      isMore = step.isMore
    }
    return all
  }

  async function releaseSome(tx: StoreVerbs, seenMs: number | null) {
    const untilMs = (await tx.nowMs()) - DAY_MS
    const afterMs = seenMs ?? untilMs - hold.days * DAY_MS
    const rows = await tx.readLanesOfUnproven({ afterMs, untilMs }, ROWS_PER_STEP)
    const laneKeys = [...new Set(rows.map((row) => row.laneKey))]
    const sentOf = await tx.countUnprovenOf(laneKeys, untilMs)
    let released = 0
    for (const laneKey of laneKeys) {
      const sent = sentOf.get(laneKey) ?? 0
      const room = selfReported.perPersonPerDay - sent
      released += await tx.releaseCapped({ laneKey, nowMs: untilMs + DAY_MS }, room)
    }
    const last = rows.at(-1)?.pendingSinceMs
    return rows.length < ROWS_PER_STEP || last === undefined
      ? { released, isMore: false, seenUntilMs: untilMs }
      : // Others of the last one's moment may come with the next step.
        { released, isMore: true, seenUntilMs: Math.max(afterMs + 1, last - 1) }
  }
}
