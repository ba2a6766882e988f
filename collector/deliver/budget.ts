import type { Priority } from '../store/tables.js'
import type { BusinessDay } from './business-day.js'

/** What we allow ourselves of Gong's quota. */
export interface Budget {
  callsPerSecond: number
  /** Ours, in any rolling 24 hours. */
  callsPerDay: number
  /** The most that this priority and lower ones together may use in any rolling 24 hours; high: all of ours. */
  parts: Record<Priority, number>
  businessDay: BusinessDay
}

interface BudgetConfig {
  /** Of Gong's calls in a day, ours; the rest is for the company's other integrations. */
  share: number
  /** Of ours: kept for high alone, and kept for high and normal against low. */
  reserve: { high: number; normal: number }
  businessDay: BusinessDay
}

/**
 * Our part of Gong's quota: its calls in a second, which pass, and our share of its calls in a day, divided by
 * priority. Without content of high priority nothing is kept for it, as nothing would ever use it. One call at the
 * least in every part, since a small quota times a share comes to none, and then nothing would ever be sent and
 * nothing would say so.
 */
export function budgetOf(
  quota: { callsPerSecond: number; callsPerDay: number },
  { share, reserve, businessDay }: BudgetConfig,
  hasHigh: boolean,
): Budget {
  const callsPerDay = partOf(quota.callsPerDay, share)
  const normal = hasHigh ? partOf(callsPerDay, 1 - reserve.high) : callsPerDay
  const low = Math.min(normal, partOf(callsPerDay, 1 - reserve.normal))
  const parts = { high: callsPerDay, normal, low }
  return { callsPerSecond: quota.callsPerSecond, callsPerDay, parts, businessDay }
}

/** Shares are decimals, which binary fractions miss by a hair: 0.29 of 100 would be 28. */
const HAIR = 1e-6

function partOf(calls: number, share: number): number {
  return Math.max(1, Math.floor(calls * share + HAIR))
}
