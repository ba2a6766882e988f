import { v5 as uuidV5 } from 'uuid'
import type { WaitingPlace } from '../store/relief-reads.js'
import { DAY_DIGEST_KEY } from '../store/relief-foldable.js'
import type { Store, StoreVerbs } from '../store/store.js'
import type { Budget } from './budget.js'
import { composeDayDigest } from './compose-day-digest.js'
import { readAdmission } from './find-room.js'
import { DAY_MS, planDayDigests, type DayDigest } from './relieve-plan.js'

/** Priorities whose interactions do not wait for ever. */
export type Sheddable = keyof typeof SHED_AFTER_MS

/** Longer than a busy night, and shorter than sellers take for news. */
const FOLD_AFTER_MS = DAY_MS

/** A digest counts anew from when it was made. */
const SHED_AFTER_MS = { low: 3 * DAY_MS, normal: 14 * DAY_MS }

/** So many in one transaction that the stages, which wait for it, notice nothing. */
const ROWS_PER_STEP = 500
const LANES_PER_STEP = 50

export interface Relieving {
  budget: Budget
  /** Of the sign-in: a halt is of it alone. */
  credential: string
}

/**
 * Whether it is calls that what is of this priority waits for. While Gong takes none, nothing shows how many of them the
 * budget will have room for: first all is sent for which it has.
 */
export async function waitsForBudget(
  store: StoreVerbs,
  priority: Sheddable,
  { budget, credential }: Relieving,
): Promise<boolean> {
  const { failures, blockedUntilMs } = await store.readDestination()
  const nowMs = await store.nowMs()
  if (failures > 0 || blockedUntilMs > nowMs) return false
  if (await store.readHalt(credential)) return false
  const { admission } = await readAdmission(store, budget, nowMs)
  return admission[priority].kind === 'wait'
}

export interface FoldStep {
  /** How many are told in how many. */
  interactions: number
  digests: number
  /** Where the next step goes on; null when there is no more. */
  next: WaitingPlace | null
}

/** Makes one interaction of what a person did on one day, for the next lanes that have such. One stage's transaction. */
export async function foldSome(
  tx: StoreVerbs,
  after: WaitingPlace | null,
  { installationId }: Pick<Store, 'installationId'>,
): Promise<FoldStep> {
  const nowMs = await tx.nowMs()
  const untilMs = nowMs - FOLD_AFTER_MS
  const bounds = { limit: ROWS_PER_STEP, maxLanes: LANES_PER_STEP }
  const { laneKeys, next } = await tx.readFoldableLanes({ untilMs, after, ...bounds })
  const lanes = await tx.lockFreeLanes(laneKeys, nowMs)
  const step = { interactions: 0, digests: 0, next }
  let rows = 0
  for (const laneKey of lanes) {
    // The others are found again by the next pass.
    if (rows >= ROWS_PER_STEP) break
    const waiting = await tx.readFoldable(laneKey, ROWS_PER_STEP)
    rows += waiting.length
    for (const digest of planDayDigests(waiting, untilMs)) {
      await fold(tx, digest, { installationId, nowMs })
      step.digests++
      step.interactions += digest.members.length
    }
  }
  await tx.settleLanes(lanes, nowMs)
  return step
}

async function fold(
  tx: StoreVerbs,
  digest: DayDigest,
  { installationId, nowMs }: { installationId: string; nowMs: number },
): Promise<void> {
  const { dayMs, members } = digest
  const [first] = members
  const day = new Date(dayMs).toISOString().slice(0, 'YYYY-MM-DD'.length)
  const lane = [DAY_DIGEST_KEY, first.laneKey, first.siteId, day]
  const idOf = (names: readonly unknown[]) => uuidV5(JSON.stringify(names), installationId)
  // Of other members it has another id: Gong takes no second content under one that it has.
  const memberNames = members.map(({ gongEventId }) => gongEventId).sort()
  await tx.foldIntoDigest(
    {
      first,
      memberIds: members.map(({ interactionId }) => interactionId),
      // One visitor may be two people on one day; the name of a lane is nobody's content.
      contentKey: `${DAY_DIGEST_KEY}${day} ${idOf(lane)}`,
      gongEventId: idOf([...lane, memberNames]),
      eventCount: members.reduce((sum, { eventCount }) => sum + eventCount, 0),
      content: composeDayDigest(digest),
    },
    nowMs,
  )
}

/** Gives up what has waited for too long, of what nobody is about to send. Returns how many. One stage's transaction. */
export async function shedSome(tx: StoreVerbs, priority: Sheddable): Promise<number> {
  const nowMs = await tx.nowMs()
  const untilMs = nowMs - SHED_AFTER_MS[priority]
  const overdue = await tx.readOverdue({ priority, untilMs, nowMs, limit: ROWS_PER_STEP })
  const laneKeys = [...new Set(overdue.map(({ laneKey }) => laneKey))]
  const lanes = await tx.lockFreeLanes(laneKeys, nowMs)
  const free = new Set(lanes)
  const ids = overdue.flatMap(({ laneKey, interactionId }) =>
    free.has(laneKey) ? interactionId : [],
  )
  const shed = await tx.shedOverBudget(ids, nowMs)
  await tx.settleLanes(lanes, nowMs)
  return shed
}
