import type { Priority } from '../store/tables.js'
import type { Budget } from './budget.js'
import { budgetDayAt, FREE_SHARE, paceAt } from './business-day.js'

/** Calls, by what they were made for. */
export interface Spent {
  /** In the rolling 24 hours. */
  inDay: Record<Priority, number>
  /** Since the last close of business, see `paceAt`. */
  sinceClose: Record<Priority, number>
  /** Of those in the rolling 24 hours. */
  oldestAtMs: number | null
}

export type Admission = { kind: 'admitted' } | { kind: 'wait'; untilMs: number }

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/**
 * Which priorities may be given a permit now; those that may not are told when to ask again, always later than now.
 * High has all of our calls in a day, and is never paced. Normal needs what high needs, and low what normal needs;
 * besides, each has a part that it shares with the lower ones: in the rolling 24 hours, and, as far as the pace has
 * released it, since the last close of business.
 */
export function admit(spent: Spent, budget: Budget, nowMs: number): Record<Priority, Admission> {
  const room = roomFor(spent, budget, nowMs)
  const high = room.high > 0 ? nowMs : dayFreeAt(spent, nowMs)
  const normal =
    room.normal > 0 ? nowMs : Math.max(high, partFreeAt('normal', spent, budget, nowMs))
  const low = room.low > 0 ? nowMs : Math.max(normal, partFreeAt('low', spent, budget, nowMs))
  const admissionAt = (atMs: number): Admission =>
    atMs <= nowMs ? { kind: 'admitted' } : { kind: 'wait', untilMs: atMs }
  return { high: admissionAt(high), normal: admissionAt(normal), low: admissionAt(low) }
}

/** How many calls each priority could make at this moment if the others made none; zero or less: none. */
export function roomFor(spent: Spent, budget: Budget, nowMs: number): Record<Priority, number> {
  const { high, normal, low } = spent.inDay
  const { share } = paceAt(nowMs, budget.businessDay)
  const inPart = (priority: Paced) => {
    const part = budget.parts[priority]
    const inDay = part - downFrom(priority, spent.inDay)
    return Math.min(inDay, Math.ceil(part * share) - downFrom(priority, spent.sinceClose))
  }
  const forHigh = budget.callsPerDay - high - normal - low
  const forNormal = Math.min(forHigh, inPart('normal'))
  return { high: forHigh, normal: forNormal, low: Math.min(forNormal, inPart('low')) }
}

type Paced = Exclude<Priority, 'high'>

/** Of this priority and lower ones. */
function downFrom(priority: Paced, calls: Record<Priority, number>): number {
  return priority === 'normal' ? calls.normal + calls.low : calls.low
}

function dayFreeAt({ oldestAtMs }: Spent, nowMs: number): number {
  return oldestAtMs === null ? nowMs + MINUTE_MS : Math.max(nowMs + 1, oldestAtMs + DAY_MS)
}

/** When to ask again for room in this part; for one that has room, at once. */
function partFreeAt(priority: Paced, spent: Spent, budget: Budget, nowMs: number): number {
  const part = budget.parts[priority]
  // When the oldest call of just these priorities leaves the day, nobody has counted.
  const inDayMs = downFrom(priority, spent.inDay) < part ? nowMs : nowMs + MINUTE_MS
  const releasedMs = releasedAt(downFrom(priority, spent.sinceClose) / part, budget, nowMs)
  return Math.max(nowMs + 1, inDayMs, releasedMs)
}

/** When the pace is past this share. A day's whole part is there again after its close. */
function releasedAt(share: number, { businessDay }: Budget, nowMs: number): number {
  if (share < paceAt(nowMs, businessDay).share) return nowMs
  const { opensAtMs, closesAtMs } = budgetDayAt(nowMs, businessDay)
  const passed = (share - FREE_SHARE) / (1 - FREE_SHARE)
  const atMs = Math.floor(opensAtMs + passed * (closesAtMs - opensAtMs)) + 1
  return Math.max(nowMs + 1, Math.min(closesAtMs, atMs))
}
