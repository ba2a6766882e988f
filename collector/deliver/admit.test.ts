import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Priority } from '../store/tables.js'
import { admit, type Spent } from './admit.js'
import type { Budget } from './budget.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const NIGHT_MS = Date.parse('2026-11-22T03:00Z')
const CLOSED_MS = Date.parse('2026-11-21T17:00Z')
const at = (iso: string) => Date.parse(`2026-11-22T${iso}Z`)

const NONE = { high: 0, normal: 0, low: 0 }
const FRESH: Spent = { inDay: NONE, sinceClose: NONE, oldestAtMs: null }
const PRIORITIES = ['high', 'normal', 'low'] as const

const BUDGET: Budget = {
  callsPerSecond: 3,
  callsPerDay: 100,
  parts: { high: 100, normal: 80, low: 40 },
  businessDay: { fromMinutes: 9 * 60, toMinutes: 17 * 60, timeZone: 'UTC' },
}

const admitted = { kind: 'admitted' }
const waitUntil = (untilMs: number) => ({ kind: 'wait', untilMs })

/** These calls, made since the last close. */
function spentOf(calls: Partial<Record<Priority, number>>, oldestAtMs = CLOSED_MS): Spent {
  const all = { ...NONE, ...calls }
  return { inDay: all, sinceClose: all, oldestAtMs }
}

describe('at night', () => {
  it('all are admitted when nothing is spent', () => {
    const all = { high: admitted, normal: admitted, low: admitted }
    expect(admit(FRESH, BUDGET, NIGHT_MS)).toEqual(all)
  })

  it('low has a quarter of its part, and then waits for the opening', () => {
    expect(admit(spentOf({ low: 9 }), BUDGET, NIGHT_MS).low).toEqual(admitted)
    const { normal, low } = admit(spentOf({ low: 10 }), BUDGET, NIGHT_MS)
    expect([normal, low]).toEqual([admitted, waitUntil(at('09:00') + 1)])
  })

  it('normal has a quarter of its part with what low has used of it', () => {
    expect(admit(spentOf({ normal: 10, low: 9 }), BUDGET, NIGHT_MS).normal).toEqual(admitted)
    const { high, normal, low } = admit(spentOf({ normal: 11, low: 9 }), BUDGET, NIGHT_MS)
    const wait = waitUntil(at('09:00') + 1)
    expect([high, normal, low]).toEqual([admitted, wait, wait])
  })

  it('high has all of it', () => {
    expect(admit(spentOf({ high: 99 }), BUDGET, NIGHT_MS).high).toEqual(admitted)
  })
})

describe('through the opening hours', () => {
  it('the part is released call by call', () => {
    // Half of the hours have released 25 of 40 calls, and the next comes with the next 30th of 8 hours.
    expect(admit(spentOf({ low: 24 }), BUDGET, at('13:00')).low).toEqual(admitted)
    const wait = waitUntil(at('13:00') + 1)
    expect(admit(spentOf({ low: 25 }), BUDGET, at('13:00')).low).toEqual(wait)
    expect(admit(spentOf({ low: 25 }), BUDGET, at('13:00') + 1).low).toEqual(admitted)
    expect(admit(spentOf({ low: 26 }), BUDGET, at('13:00') + 1).low).toEqual(
      waitUntil(at('13:16') + 1),
    )
  })

  it('who has no call is told a time to come, also where fractions call it due', () => {
    const budget = { ...BUDGET, parts: { ...BUDGET.parts, low: 20 } }
    const { low } = admit(spentOf({ low: 17 }), budget, at('15:24'))
    expect(low).toEqual(waitUntil(at('15:24') + 1))
  })

  it('what is spent ahead of the pace waits for it, by the close at the latest', () => {
    const spent = { ...spentOf({ low: 1 }), sinceClose: { ...NONE, low: 60 } }
    expect(admit(spent, BUDGET, at('12:00')).low).toEqual(waitUntil(at('17:00')))
  })
})

describe('the rolling 24 hours', () => {
  const oldestAtMs = at('10:00') - DAY_MS

  it('all wait for the oldest call to be a day old when ours are spent', () => {
    const spent = { inDay: { high: 60, normal: 30, low: 10 }, sinceClose: NONE, oldestAtMs }
    const wait = waitUntil(at('10:00'))
    const all = { high: wait, normal: wait, low: wait }
    expect(admit(spent, BUDGET, NIGHT_MS)).toEqual(all)
  })

  it('normal asks again in a minute when its part is spent', () => {
    const spent = { inDay: { high: 0, normal: 60, low: 20 }, sinceClose: NONE, oldestAtMs }
    const wait = waitUntil(NIGHT_MS + MINUTE_MS)
    expect(admit(spent, BUDGET, NIGHT_MS)).toEqual({ high: admitted, normal: wait, low: wait })
  })

  it('low asks again in a minute when its part is spent', () => {
    const spent = { inDay: { high: 0, normal: 0, low: 40 }, sinceClose: NONE, oldestAtMs }
    const low = waitUntil(NIGHT_MS + MINUTE_MS)
    expect(admit(spent, BUDGET, NIGHT_MS)).toEqual({ high: admitted, normal: admitted, low })
  })

  it('an oldest call that nobody knows, or that is too old, does not make anybody ask at once', () => {
    const inDay = { ...NONE, high: 100 }
    const unknown = admit({ inDay, sinceClose: NONE, oldestAtMs: null }, BUDGET, NIGHT_MS)
    expect(unknown.high).toEqual(waitUntil(NIGHT_MS + MINUTE_MS))
    const tooOld = { inDay, sinceClose: NONE, oldestAtMs: NIGHT_MS - 2 * DAY_MS }
    expect(admit(tooOld, BUDGET, NIGHT_MS).high).toEqual(waitUntil(NIGHT_MS + 1))
  })
})

const anyBudget = fc
  .record({
    calls: fc.uniqueArray(fc.integer({ min: 1, max: 150 }), { minLength: 3, maxLength: 3 }),
    hours: fc.uniqueArray(fc.integer({ min: 0, max: 24 }), { minLength: 2, maxLength: 2 }),
  })
  .map(({ calls, hours }): Budget => {
    const [low = 1, normal = 1, high = 1] = calls.sort((a, b) => a - b)
    const [from = 0, to = 24] = hours.sort((a, b) => a - b)
    const businessDay = { fromMinutes: from * 60, toMinutes: to * 60, timeZone: 'UTC' }
    return { callsPerSecond: 3, callsPerDay: high, parts: { high, normal, low }, businessDay }
  })

describe('whatever is spent', () => {
  const calls = fc.record({ high: fc.nat(160), normal: fc.nat(160), low: fc.nat(160) })
  const spent = fc.record({
    inDay: calls,
    sinceClose: calls,
    oldestAtMs: fc.option(fc.integer({ min: NIGHT_MS - DAY_MS, max: NIGHT_MS })),
  })
  const nowMs = fc.integer({ min: NIGHT_MS, max: NIGHT_MS + 2 * DAY_MS })

  it('who waits waits for a time to come, and no shorter than those above', () => {
    fc.assert(
      fc.property(spent, anyBudget, nowMs, (spent, budget, nowMs) => {
        const admissions = admit(spent, budget, nowMs)
        const [high, normal, low] = PRIORITIES.map((priority) => {
          const admission = admissions[priority]
          if (admission.kind === 'wait') expect(admission.untilMs).toBeGreaterThan(nowMs)
          return admission.kind === 'wait' ? admission.untilMs : nowMs
        })
        expect(normal).toBeGreaterThanOrEqual(high ?? Infinity)
        expect(low).toBeGreaterThanOrEqual(normal ?? Infinity)
      }),
      { numRuns: 1000 },
    )
  })

  it('who waits only for the pace is admitted when told to ask again, or at the close', () => {
    fc.assert(
      fc.property(calls, anyBudget, nowMs, (sinceClose, budget, nowMs) => {
        const spent = { inDay: NONE, sinceClose, oldestAtMs: null }
        const { low } = admit(spent, budget, nowMs)
        if (low.kind === 'admitted') return
        const closes = new Date(low.untilMs)
        const minutes = closes.getUTCHours() * 60 + closes.getUTCMinutes()
        if (minutes === budget.businessDay.toMinutes % 1440) return
        // By a hair too early it may be, once.
        const again = admit(spent, budget, low.untilMs).low
        expect(again.kind === 'admitted' || again.untilMs <= low.untilMs + 1).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

/** Calls that were made, as the store would have counted them. */
function createPermits(budget: Budget) {
  const permits: { priority: Priority; atMs: number }[] = []
  const closeMinutes = budget.businessDay.toMinutes
  const closeBefore = (nowMs: number) =>
    Math.floor((nowMs - closeMinutes * MINUTE_MS) / DAY_MS) * DAY_MS + closeMinutes * MINUTE_MS
  const countFrom = (isCounted: (atMs: number) => boolean) => {
    const counts = { ...NONE }
    for (const { priority, atMs } of permits) if (isCounted(atMs)) counts[priority]++
    return counts
  }
  const spentAt = (nowMs: number): Spent => {
    const sinceMs = closeBefore(nowMs)
    return {
      inDay: countFrom((atMs) => atMs > nowMs - DAY_MS),
      sinceClose: countFrom((atMs) => atMs >= sinceMs),
      oldestAtMs: permits.find(({ atMs }) => atMs > nowMs - DAY_MS)?.atMs ?? null,
    }
  }
  return {
    spentAt,
    sinceCloseMs: (nowMs: number) => nowMs - closeBefore(nowMs),
    take(priority: Priority, nowMs: number): boolean {
      const isAdmitted = admit(spentAt(nowMs), budget, nowMs)[priority].kind === 'admitted'
      if (isAdmitted) permits.push({ priority, atMs: nowMs })
      return isAdmitted
    },
  }
}

/** Rounding up releases less than one call more; the hair is for fractions computed in another order. */
const ONE = 1 + 1e-6

describe('two days of demand, minute by minute', () => {
  /** For each hour, how many of each ask in every minute of it. */
  const hour = fc.record({ high: fc.nat(2), normal: fc.nat(2), low: fc.nat(2) })
  const demand = fc.array(hour, { minLength: 48, maxLength: 48 })

  function eachMinute(visit: (nowMs: number, hour: number) => void): void {
    for (let minute = 0; minute < 48 * 60; minute++) {
      visit(NIGHT_MS + minute * MINUTE_MS, Math.floor(minute / 60))
    }
  }

  it('no rolling 24 hours sees more than a part, and none is spent before it is released', () => {
    fc.assert(
      fc.property(anyBudget, demand, (budget, demand) => {
        const { parts, businessDay } = budget
        const permits = createPermits(budget)
        const openMs = (businessDay.toMinutes - businessDay.fromMinutes) * MINUTE_MS
        eachMinute((nowMs, hour) => {
          // Those who should come last ask first.
          for (const priority of ['low', 'normal', 'high'] as const) {
            for (let asked = 0; asked < (demand[hour]?.[priority] ?? 0); asked++) {
              if (!permits.take(priority, nowMs)) break
            }
          }
          const { inDay, sinceClose } = permits.spentAt(nowMs)
          expect(inDay.low).toBeLessThanOrEqual(parts.low)
          expect(inDay.low + inDay.normal).toBeLessThanOrEqual(parts.normal)
          expect(inDay.low + inDay.normal + inDay.high).toBeLessThanOrEqual(budget.callsPerDay)

          const openForMs = Math.max(0, permits.sinceCloseMs(nowMs) - (DAY_MS - openMs))
          const released = 0.25 + (0.75 * openForMs) / openMs
          expect(sinceClose.low).toBeLessThan(parts.low * released + ONE)
          expect(sinceClose.low + sinceClose.normal).toBeLessThan(parts.normal * released + ONE)
        })
      }),
      { numRuns: 12 },
    )
  })

  it('high always has what is kept for it, whatever the others want', () => {
    fc.assert(
      fc.property(anyBudget, demand, (budget, demand) => {
        const kept = budget.callsPerDay - budget.parts.normal
        const permits = createPermits(budget)
        eachMinute((nowMs, hour) => {
          while (permits.take('low', nowMs));
          while (permits.take('normal', nowMs));
          for (let asked = 0; asked < (demand[hour]?.high ?? 0); asked++) {
            if (permits.spentAt(nowMs).inDay.high >= kept) break
            expect(permits.take('high', nowMs)).toBe(true)
          }
        })
      }),
      { numRuns: 12 },
    )
  })
})
