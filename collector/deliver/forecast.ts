import type { Priority } from '../store/tables.js'
import { roomFor, type Spent } from './admit.js'
import type { Budget } from './budget.js'
import { budgetDayAt } from './business-day.js'

/** What becomes of the budget if calls go on as in the last hour: for `tamtam quota`, the console and the metrics. */
export interface Forecast {
  /** When that priority is first refused: now when it is already, null when not within 24 hours. */
  endsAtMs: Record<Priority, number | null>
  /** When what waits now will have been sent: null when that is more than 7 days away, or never at this pace. */
  clearsAtMs: number | null
}

interface Given {
  spent: Spent
  lastHour: Record<Priority, number>
  waiting: Record<Priority, number>
  budget: Budget
  nowMs: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const CLEARS_WITHIN_MS = 7 * DAY_MS

/** A week of them is two thousand. */
const STEP_MS = 5 * MINUTE_MS

/** Calls are counted in fractions here: less than this is none. */
const HAIR = 1e-6

const HIGHEST_FIRST = ['high', 'normal', 'low'] as const satisfies readonly Priority[]

/**
 * Plays the coming days in steps of five minutes. New calls keep coming at the last hour's pace. They queue behind
 * what waits, and all go as fast as the quota's second and the budget allow, the higher priority first. What is spent
 * is taken to have been spent evenly from the oldest call until now, and leaves the rolling 24 hours in that way.
 */
export function forecast({ spent, lastHour, waiting, budget, nowMs }: Given): Forecast {
  const sinceClose = { ...spent.sinceClose }
  const queued = { ...waiting }
  const waitsStill = { ...waiting }
  const sentLater = createLedger()
  const endsAtMs: Record<Priority, number | null> = { high: null, normal: null, low: null }
  const roomNow = roomFor(spent, budget, nowMs)
  for (const priority of HIGHEST_FIRST) if (roomNow[priority] <= 0) endsAtMs[priority] = nowMs
  let clearsAtMs = isNone(waiting) ? nowMs : null

  const lastMs = nowMs + CLEARS_WITHIN_MS
  for (let startMs = nowMs, endMs; startMs < lastMs; startMs = endMs) {
    if (clearsAtMs !== null && startMs > nowMs + DAY_MS) break
    const day = budgetDayAt(startMs, budget.businessDay)
    if (startMs === day.sinceMs) Object.assign(sinceClose, { high: 0, normal: 0, low: 0 })
    endMs = Math.min(startMs + STEP_MS, day.closesAtMs)
    const stepMs = endMs - startMs
    const inDay = addUp(leftOf(spent, nowMs, endMs), sentLater.inDayAt(endMs))
    let callsLeft = (budget.callsPerSecond * stepMs) / 1000

    for (const priority of HIGHEST_FIRST) {
      queued[priority] += (lastHour[priority] * stepMs) / HOUR_MS
      const wanted = Math.min(queued[priority], callsLeft)
      // As of the step's last moment: by then all that the step releases is there.
      const room = roomFor({ ...spent, inDay, sinceClose }, budget, endMs - 1)[priority]
      const sent = Math.max(0, Math.min(wanted, room))
      const isRefused = room < HAIR || room < wanted - HAIR
      const refusedAtMs = startMs + (wanted > 0 ? Math.round((stepMs * sent) / wanted) : 0)
      if (isRefused && refusedAtMs <= nowMs + DAY_MS) endsAtMs[priority] ??= refusedAtMs
      queued[priority] -= sent
      waitsStill[priority] -= sent
      callsLeft -= sent
      inDay[priority] += sent
      sinceClose[priority] += sent
      sentLater.add({ priority, calls: sent, atMs: endMs })
    }
    if (isNone(waitsStill)) clearsAtMs ??= endMs
  }
  return { endsAtMs, clearsAtMs }
}

function isNone(calls: Record<Priority, number>): boolean {
  return HIGHEST_FIRST.every((priority) => calls[priority] < HAIR)
}

function addUp(
  some: Record<Priority, number>,
  others: Record<Priority, number>,
): Record<Priority, number> {
  return {
    high: some.high + others.high,
    normal: some.normal + others.normal,
    low: some.low + others.low,
  }
}

/** What of the calls before now still counts at a later time. */
function leftOf(
  { inDay, oldestAtMs }: Spent,
  nowMs: number,
  atMs: number,
): Record<Priority, number> {
  const spentOverMs = Math.max(1, nowMs - (oldestAtMs ?? nowMs))
  const share = Math.min(1, Math.max(0, (nowMs + DAY_MS - atMs) / spentOverMs))
  return { high: inDay.high * share, normal: inDay.normal * share, low: inDay.low * share }
}

/** The calls from now on, in the order of their time. */
function createLedger() {
  const entries: { priority: Priority; calls: number; atMs: number }[] = []
  const sums = { high: 0, normal: 0, low: 0 }
  let first = 0
  return {
    add(entry: { priority: Priority; calls: number; atMs: number }) {
      entries.push(entry)
      sums[entry.priority] += entry.calls
    },

    /** Of the 24 hours up to this time, never earlier than the one asked for before. */
    inDayAt(atMs: number): Record<Priority, number> {
      for (
        let entry = entries[first];
        entry && entry.atMs <= atMs - DAY_MS;
        entry = entries[++first]
      ) {
        sums[entry.priority] -= entry.calls
      }
      return { ...sums }
    },
  }
}
