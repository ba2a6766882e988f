import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Spent } from './admit.js'
import type { Budget } from './budget.js'
import { forecast } from './forecast.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const STEP_MS = 5 * MINUTE_MS
const at = (iso: string) => Date.parse(`2026-11-${iso}Z`)

const NONE = { high: 0, normal: 0, low: 0 }
const FRESH: Spent = { inDay: NONE, sinceClose: NONE, oldestAtMs: null }
const NEVER = { high: null, normal: null, low: null }

const BUDGET: Budget = {
  callsPerSecond: 3,
  callsPerDay: 10_000,
  parts: { high: 10_000, normal: 8000, low: 4000 },
  businessDay: { fromMinutes: 9 * 60, toMinutes: 17 * 60, timeZone: 'UTC' },
}

/** 18:00, an hour after the close. */
const nowMs = at('22T18:00')
const IDLE = { spent: FRESH, lastHour: NONE, waiting: NONE, budget: BUDGET, nowMs }

function expectWithinStep(actualMs: number | null, expectedMs: number): void {
  expect(Math.abs((actualMs ?? Infinity) - expectedMs)).toBeLessThanOrEqual(STEP_MS)
}

describe('the end of the budget', () => {
  it('is not in sight when nobody calls', () => {
    expect(forecast(IDLE)).toEqual({ endsAtMs: NEVER, clearsAtMs: nowMs })
  })

  it('is not in sight at a pace that the day stands', () => {
    const given = { ...IDLE, lastHour: { high: 60, normal: 60, low: 60 } }
    expect(forecast(given).endsAtMs).toEqual(NEVER)
  })

  it('of low comes in the night when it uses its quarter', () => {
    const { endsAtMs } = forecast({ ...IDLE, lastHour: { ...NONE, low: 200 } })
    expectWithinStep(endsAtMs.low, nowMs + 5 * HOUR_MS)
    expect(endsAtMs).toMatchObject({ high: null, normal: null })
  })

  it('of normal comes sooner for what low uses of its part', () => {
    const { endsAtMs } = forecast({ ...IDLE, lastHour: { high: 0, normal: 250, low: 50 } })
    expectWithinStep(endsAtMs.normal, nowMs + (2000 / 300) * HOUR_MS)
    expectWithinStep(endsAtMs.low, nowMs + (2000 / 300) * HOUR_MS)
  })

  it('of high is where all of ours are spent', () => {
    const { endsAtMs } = forecast({ ...IDLE, lastHour: { ...NONE, high: 1000 } })
    expectWithinStep(endsAtMs.high, nowMs + 10 * HOUR_MS)
  })

  it('is now for who is refused already', () => {
    const calls = { ...NONE, low: 1000 }
    const spent = { inDay: calls, sinceClose: calls, oldestAtMs: at('22T17:00') }
    expect(forecast({ ...IDLE, spent }).endsAtMs).toEqual({ ...NEVER, low: nowMs })
  })

  it('moves away as what is spent leaves the 24 hours', () => {
    const lastHour = { ...NONE, high: 400 }
    const full = { inDay: { ...NONE, high: 9600 }, sinceClose: NONE, oldestAtMs: nowMs - DAY_MS }
    expect(forecast({ ...IDLE, lastHour, spent: full }).endsAtMs.high).toBe(null)
    const recent = { ...full, oldestAtMs: nowMs - 12 * HOUR_MS }
    expectWithinStep(forecast({ ...IDLE, lastHour, spent: recent }).endsAtMs.high, nowMs + HOUR_MS)
  })

  it('is one for low where normal has used its part as well', () => {
    const { endsAtMs } = forecast({ ...IDLE, lastHour: { ...NONE, normal: 300 } })
    expectWithinStep(endsAtMs.low, endsAtMs.normal ?? Infinity)
  })

  it('does not come while the hours release what is used', () => {
    const calls = { ...NONE, low: 990 }
    const spent = { inDay: calls, sinceClose: calls, oldestAtMs: at('21T09:00') }
    // 375 an hour are released.
    const given = { ...IDLE, spent, lastHour: { ...NONE, low: 370 }, nowMs: at('22T09:00') }
    expect(forecast(given).endsAtMs.low).toBeGreaterThan(at('22T17:00'))
  })

  it('comes sooner for what waits', () => {
    const waiting = { ...NONE, low: 900 }
    const { endsAtMs } = forecast({ ...IDLE, lastHour: { ...NONE, low: 50 }, waiting })
    expectWithinStep(endsAtMs.low, nowMs + 2 * HOUR_MS)
  })
})

describe('what waits', () => {
  it("is sent as fast as the quota's second allows", () => {
    const waiting = { ...NONE, high: 5400 }
    expectWithinStep(forecast({ ...IDLE, waiting }).clearsAtMs, nowMs + HOUR_MS / 2)
  })

  it('of low priority waits for the opening hours to release it', () => {
    const waiting = { ...NONE, low: 2500 }
    const { endsAtMs, clearsAtMs } = forecast({ ...IDLE, waiting })
    expectWithinStep(endsAtMs.low, nowMs + 6 * MINUTE_MS)
    expectWithinStep(clearsAtMs, at('23T13:00'))
  })

  it('goes on after the close when a day is not enough', () => {
    const waiting = { ...NONE, low: 4500 }
    // The second day's quarter is free at its close; the first evening's calls leave the 24 hours an hour later.
    expectWithinStep(forecast({ ...IDLE, waiting }).clearsAtMs, at('23T18:05'))
  })

  it('of low priority is sent after new calls of a higher one', () => {
    const waiting = { ...NONE, low: 100 }
    const lastHour = { ...NONE, normal: 3 * 3600 }
    expect(forecast({ ...IDLE, lastHour, waiting }).clearsAtMs).toBe(null)
  })

  it('is not seen to end when that is more than a week away', () => {
    const clearsAt = (low: number) =>
      forecast({ ...IDLE, waiting: { ...NONE, low } }).clearsAtMs ?? Infinity
    expect(clearsAt(25_000)).toBeLessThanOrEqual(nowMs + 7 * DAY_MS)
    expect(clearsAt(32_000)).toBe(Infinity)
  })
})

const calls = fc.record({ high: fc.nat(3000), normal: fc.nat(3000), low: fc.nat(3000) })
const anyGiven = fc.record({
  inDay: calls,
  sinceClose: calls,
  ageMs: fc.integer({ min: 0, max: DAY_MS }),
  lastHour: calls,
  waiting: calls,
  nowMs: fc.integer({ min: nowMs, max: nowMs + DAY_MS }),
})

it('a lower priority ends no later than a higher one, and all within 24 hours or not at all', () => {
  fc.assert(
    fc.property(anyGiven, ({ inDay, sinceClose, ageMs, nowMs, ...rest }) => {
      const spent = { inDay, sinceClose, oldestAtMs: nowMs - ageMs }
      const { endsAtMs, clearsAtMs } = forecast({ ...rest, spent, budget: BUDGET, nowMs })
      const [low, normal, high] = [endsAtMs.low, endsAtMs.normal, endsAtMs.high].map(
        (atMs) => atMs ?? Infinity,
      )
      expect(low).toBeLessThanOrEqual(normal ?? -Infinity)
      expect(normal).toBeLessThanOrEqual(high ?? -Infinity)
      for (const atMs of Object.values(endsAtMs)) {
        if (atMs === null) continue
        expect(atMs).toBeGreaterThanOrEqual(nowMs)
        expect(atMs).toBeLessThanOrEqual(nowMs + DAY_MS)
      }
      expect(clearsAtMs ?? nowMs).toBeGreaterThanOrEqual(nowMs)
      expect(clearsAtMs ?? nowMs).toBeLessThanOrEqual(nowMs + 7 * DAY_MS + STEP_MS)
    }),
  )
})

it('more that waits is never sent sooner', () => {
  fc.assert(
    fc.property(anyGiven, fc.nat(2000), ({ inDay, lastHour, waiting }, more) => {
      const spent = { inDay, sinceClose: NONE, oldestAtMs: nowMs - DAY_MS / 2 }
      const clearsAt = (low: number) =>
        forecast({ ...IDLE, spent, lastHour, waiting: { ...waiting, low } }).clearsAtMs ?? Infinity
      expect(clearsAt(waiting.low + more)).toBeGreaterThanOrEqual(clearsAt(waiting.low))
    }),
    { numRuns: 50 },
  )
})
