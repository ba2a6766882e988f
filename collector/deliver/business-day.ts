/** When a company is at work, every day alike: minutes of the local day, from before to; 1440 is midnight. */
export interface BusinessDay {
  fromMinutes: number
  toMinutes: number
  timeZone: string
}

/** A day of ours as instants, from close of business to close of business. */
export interface BudgetDay {
  sinceMs: number
  opensAtMs: number
  closesAtMs: number
}

/** Free from the close on, so that evening and night are no standstill. */
export const FREE_SHARE = 0.25

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/**
 * How much of a day's part may be spent by now, 0.25 to 1, and since when it counts: since the last close of business
 * at or before now. A quarter is free at once, the rest is released evenly through the opening hours, so that a busy
 * night leaves the sellers' morning its calls. Throws a `RangeError` for a time zone that nobody knows.
 */
export function paceAt(nowMs: number, day: BusinessDay): { share: number; sinceMs: number } {
  const { sinceMs, opensAtMs, closesAtMs } = budgetDayAt(nowMs, day)
  if (nowMs < opensAtMs) return { share: FREE_SHARE, sinceMs }
  const passed = (nowMs - opensAtMs) / (closesAtMs - opensAtMs)
  return { share: FREE_SHARE + (1 - FREE_SHARE) * passed, sinceMs }
}

/** One day of ours for each configured one: reading clocks of other places is slow, and time seldom leaves the day. */
const lastDays = new WeakMap<BusinessDay, BudgetDay>()

/** The day of ours that `nowMs` is in, its close at the end excluded; 23 or 25 hours when the clocks change. */
export function budgetDayAt(nowMs: number, day: BusinessDay): BudgetDay {
  const last = lastDays.get(day)
  if (last && last.sinceMs <= nowMs && nowMs < last.closesAtMs) return last
  const { fromMinutes, toMinutes, timeZone } = day
  const closeOf = (dateMs: number) => instantOf(dateMs + toMinutes * MINUTE_MS, timeZone)

  // Dates are midnights as UTC would have them, so that they add up. That of now, or one of its neighbours, closed last.
  let dateMs = Math.floor(wallAt(nowMs, timeZone) / DAY_MS) * DAY_MS + DAY_MS
  let closesAtMs = closeOf(dateMs)
  let sinceMs = closeOf(dateMs - DAY_MS)
  while (sinceMs > nowMs) {
    dateMs -= DAY_MS
    closesAtMs = sinceMs
    sinceMs = closeOf(dateMs - DAY_MS)
  }
  const opensAtMs = instantOf(dateMs + fromMinutes * MINUTE_MS, timeZone)
  const found = { sinceMs, opensAtMs, closesAtMs }
  lastDays.set(day, found)
  return found
}

/**
 * The first instant at which the wall clock shows this time or a later one: where clocks go back the earlier of two,
 * where they go forward over it the moment they do. So a later time never comes to an earlier instant.
 */
function instantOf(wallMs: number, timeZone: string): number {
  // No zone is a day away from UTC, so that these are its offsets before and after any change nearby.
  const before = wallMs - offsetAt(wallMs - DAY_MS, timeZone)
  const after = wallMs - offsetAt(wallMs + DAY_MS, timeZone)
  const [early, late] = [Math.min(before, after), Math.max(before, after)]
  if (wallAt(early, timeZone) === wallMs) return early
  if (wallAt(late, timeZone) === wallMs) return late

  let [shownNotYet, shown] = [early, late]
  while (shown - shownNotYet > 1) {
    const middle = Math.floor((shown + shownNotYet) / 2)
    if (wallAt(middle, timeZone) >= wallMs) shown = middle
    else shownNotYet = middle
  }
  return shown
}

function offsetAt(ms: number, timeZone: string): number {
  return wallAt(ms, timeZone) - ms
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** What the wall clock shows, as the instant at which UTC's shows the same. */
function wallAt(ms: number, timeZone: string): number {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formatters.set(timeZone, formatter)
  }
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of formatter.formatToParts(ms)) shown[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
  const belowSecondMs = ((ms % 1000) + 1000) % 1000
  return Date.UTC(year, month - 1, day, hour, minute, second) + belowSecondMs
}
