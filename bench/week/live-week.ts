import { ownBudget } from '../../collector/pipeline.js'
import { playDelivery, type Arrival, type Played } from '../delivery/play-delivery.js'
import { readTold } from '../delivery/read-told.js'
import { firstInFirstOut } from './first-in-first-out.js'
import type { Rules } from './rules.js'
import { reckon, type Fate, type Reckoning } from './reckon.js'

type ByPriority = Record<Fate['priority'], Reckoning>

export interface LivedWeek extends Pick<LiveOrder, 'rules' | 'quota'> {
  byValue: ByPriority
  byArrival: ByPriority
  played: Played
  /** Of the quota's, ours. */
  callsPerDay: number
}

export interface LiveOrder {
  /** Path of a store that is not there yet. */
  target: string
  arrivals: readonly Arrival[]
  startMs: number
  endMs: number
  rules: Rules
  quota: { callsPerSecond: number; callsPerDay: number }
  onDay?: (words: string) => void
}

/** The same demand told by value and, under the same limits, first in, first out. */
export async function liveWeek({ rules, ...order }: LiveOrder): Promise<LivedWeek> {
  const { target, arrivals, endMs, quota } = order
  const budget = ownBudget({ ...rules.config, quota })
  const { callsPerDay, callsPerSecond } = budget
  const { sites, companyName } = rules.config
  const played = await playDelivery({ ...order, budget, sites, companyName })
  // What was made in place of others did not arrive by itself.
  const told = readTold(target).filter(({ isDigest }) => !isDigest)
  if (told.length !== arrivals.length) {
    throw new Error(`${arrivals.length} interactions were queued, ${told.length} are in the store`)
  }
  const readyAtMs = arrivals.map(({ atMs }) => atMs)
  const sent = firstInFirstOut({ readyAtMs, endMs, callsPerSecond, callsPerDay })
  const queue = arrivals.map(({ atMs, wanted }, at): Fate => {
    const toldAtMs = sent[at] ?? null
    const state = toldAtMs === null ? 'pending' : 'delivered'
    return {
      priority: wanted.content.priority,
      readyAtMs: atMs,
      toldAtMs,
      inDigest: false,
      state,
    }
  })
  const [byValue, byArrival] = [reckon(told), reckon(queue)]
  return { rules, quota, byValue, byArrival, played, callsPerDay }
}
