import type { Config } from '../config.js'
import { roomFor, type Spent } from '../deliver/admit.js'
import type { Budget } from '../deliver/budget.js'
import { budgetDayAt, paceAt, type BudgetDay } from '../deliver/business-day.js'
import { forecast, type Forecast } from '../deliver/forecast.js'
import { rateShareAt } from '../deliver/rate-share.js'
import { findOtherHalt } from '../doctor/find-other-halt.js'
import { selfReportedBudget } from '../enrich/self-reported-budget.js'
import type { ErrorCode } from '../lib/error-codes.js'
import { ownBudget } from '../pipeline.js'
import type { Halt } from '../store/destination.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { PRIORITIES } from '../store/priority.js'
import type { Failed, Waiting } from '../store/quota.js'
import type { Share } from '../store/self-reported.js'
import type { Priority } from '../store/tables.js'
import { credentialOf } from '../open-gong.js'

/** The budget as it stands. Times are milliseconds since the epoch, figures are calls. */
export interface Quota {
  nowMs: number
  /** Gong's, for the whole company. */
  gongsCallsPerDay: number
  /** Ours of them, in any 24 hours. */
  callsPerDay: number
  callsPerSecond: number
  businessDay: BudgetDay
  priorities: Record<Priority, Part>
  /** Of people of whom nobody is certain: what may be given its person within 24 hours, and what was. */
  shares: Record<Share, SharePart>
  /** What may be sent of any one of them within 24 hours, and how many wait for that. */
  personCap: { allowed: number; held: number }
  lastHour: Record<Priority, number>
  /** As if calls were being made. */
  forecast: Forecast
  gong: GongState
  /** Of another sign-in than the configured one: a collector that has it sends nothing. */
  otherHalt: Halt | null
}

export interface SharePart {
  allowed: number
  used: number
  room: number
  /** Interactions that wait for it, and are none of those that wait to be sent. */
  held: number
}

/** Of a priority: all but `used` is of it and the lower ones together. */
export interface Part {
  allowed: number
  used: number
  usedWithLower: number
  /** Of `allowed`, what the business day has released since its last close; high priority never waits for it. */
  released: number
  /** What could be sent at this moment. */
  room: number
  waiting: Waiting
}

/** Whether Gong is called, and if so how. */
export type GongState =
  | { kind: 'preview' }
  | { kind: 'halted'; reason: ErrorCode; haltedAtMs: number }
  | {
      kind: 'called'
      /** Nobody calls before; null when it is past. */
      blockedUntilMs: number | null
      /** Without a good answer between them: one call at a time until then. */
      failures: number
      /** Of the last attempt that failed; null while all is well. */
      lastFailure: Failed | null
      /** Of the calls in a second, 0 to 1. */
      rateShare: number
    }

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

export async function readQuota(verbs: ReadVerbs, config: Config, nowMs: number): Promise<Quota> {
  const budget = ownBudget(config)
  const pace = paceAt(nowMs, budget.businessDay)
  const { inDay, after, oldestAtMs } = await verbs.readSpent(nowMs, [pace.sinceMs, nowMs - HOUR_MS])
  const [sinceClose = inDay, lastHour = inDay] = after
  const spent = { inDay, sinceClose, oldestAtMs }
  const waiting = await verbs.countWaiting()
  const counts = mapPriorities((priority) => waiting[priority].interactions)
  const { perDay, perPersonPerDay } = selfReportedBudget(budget.callsPerDay, config.budget)
  const held = await verbs.countHeldForRoom()
  const shareOf = async (share: Share): Promise<SharePart> => {
    const allowed = perDay[share]
    const used = await verbs.countShare(share, nowMs - DAY_MS)
    return { allowed, used, room: Math.max(0, allowed - used), held: held[share] }
  }
  const credential = config.gong && credentialOf(config.gong)
  return {
    nowMs,
    gongsCallsPerDay: config.quota.callsPerDay,
    callsPerDay: budget.callsPerDay,
    callsPerSecond: budget.callsPerSecond,
    businessDay: budgetDayAt(nowMs, budget.businessDay),
    priorities: partsOf(spent, { budget, waiting, nowMs, released: pace.share }),
    shares: {
      self_reported_share: await shareOf('self_reported_share'),
      tracked_share: await shareOf('tracked_share'),
    },
    personCap: { allowed: perPersonPerDay, held: held.person_cap },
    lastHour,
    forecast: forecast({ spent, lastHour, waiting: counts, budget, nowMs }),
    gong: await readGong(verbs, config, nowMs),
    otherHalt: await findOtherHalt(verbs, { credential, nowMs }),
  }
}

interface Standing {
  budget: Budget
  waiting: Record<Priority, Waiting>
  nowMs: number
  /** The share of a part, 0 to 1. */
  released: number
}

function partsOf(
  spent: Spent,
  { budget, waiting, nowMs, released }: Standing,
): Record<Priority, Part> {
  const room = roomFor(spent, budget, nowMs)
  return mapPriorities((priority) => {
    const allowed = budget.parts[priority]
    const downwards = PRIORITIES.slice(PRIORITIES.indexOf(priority))
    return {
      allowed,
      used: spent.inDay[priority],
      usedWithLower: downwards.reduce((sum, each) => sum + spent.inDay[each], 0),
      released: priority === 'high' ? allowed : Math.ceil(allowed * released),
      room: Math.max(0, room[priority]),
      waiting: waiting[priority],
    }
  })
}

/** Whether Gong is called now, and what stands in the way. */
export async function readGong(
  verbs: ReadVerbs,
  { gong }: Pick<Config, 'gong'>,
  nowMs: number,
): Promise<GongState> {
  if (gong === null) return { kind: 'preview' }
  const halt = await verbs.readHalt(credentialOf(gong))
  if (halt) return { kind: 'halted', ...halt }
  const destination = await verbs.readDestination()
  const { blockedUntilMs, failures } = destination
  return {
    kind: 'called',
    blockedUntilMs: blockedUntilMs > nowMs ? blockedUntilMs : null,
    failures,
    lastFailure: failures > 0 || blockedUntilMs > nowMs ? await verbs.readLastFailure() : null,
    rateShare: rateShareAt(destination, nowMs),
  }
}

function mapPriorities<T>(of: (priority: Priority) => T): Record<Priority, T> {
  return { high: of('high'), normal: of('normal'), low: of('low') }
}
