import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { budgetDayAt, paceAt, type BusinessDay } from './business-day.js'

const HOUR_MS = 60 * 60 * 1000
const at = (iso: string) => Date.parse(iso)
const nineToFive = (timeZone: string): BusinessDay => ({
  fromMinutes: 9 * 60,
  toMinutes: 17 * 60,
  timeZone,
})

function daysOf(nowIso: string, day: BusinessDay): string[] {
  const { sinceMs, opensAtMs, closesAtMs } = budgetDayAt(at(nowIso), day)
  return [sinceMs, opensAtMs, closesAtMs].map((ms) => new Date(ms).toISOString().slice(0, 16))
}

describe('the pace', () => {
  const day = nineToFive('UTC')
  it.each([
    ['2026-11-22T16:59:59.999Z', 1, '2026-11-21T17:00Z'],
    ['2026-11-22T17:00:00.000Z', 0.25, '2026-11-22T17:00Z'],
    ['2026-11-23T03:00:00.000Z', 0.25, '2026-11-22T17:00Z'],
    ['2026-11-23T08:59:59.999Z', 0.25, '2026-11-22T17:00Z'],
    ['2026-11-23T09:00:00.000Z', 0.25, '2026-11-22T17:00Z'],
    ['2026-11-23T11:00:00.000Z', 0.4375, '2026-11-22T17:00Z'],
    ['2026-11-23T13:00:00.000Z', 0.625, '2026-11-22T17:00Z'],
  ])('at %s is %d of the part since %s', (nowIso, share, sinceIso) => {
    const pace = paceAt(at(nowIso), day)
    expect(pace.share).toBeCloseTo(share, 6)
    expect(pace.sinceMs).toBe(at(sinceIso))
  })

  it('is right after the clock was set back over a close', () => {
    expect(paceAt(at('2026-11-22T18:00Z'), day).sinceMs).toBe(at('2026-11-22T17:00Z'))
    expect(paceAt(at('2026-11-22T13:00Z'), day).sinceMs).toBe(at('2026-11-21T17:00Z'))
  })

  it('of a business that never closes counts from midnight and rises all day', () => {
    const always = { fromMinutes: 0, toMinutes: 1440, timeZone: 'Asia/Kolkata' }
    const sinceMs = at('2026-11-21T18:30Z')
    expect(paceAt(sinceMs - 1, always).share).toBeCloseTo(1, 6)
    expect(paceAt(sinceMs, always)).toEqual({ share: 0.25, sinceMs })
    expect(paceAt(sinceMs + 12 * HOUR_MS, always)).toEqual({ share: 0.625, sinceMs })
  })

  it('of a business open until midnight counts from midnight', () => {
    const late = { fromMinutes: 12 * 60, toMinutes: 1440, timeZone: 'Europe/Berlin' }
    expect(daysOf('2026-07-01T12:00Z', late)).toEqual([
      '2026-06-30T22:00',
      '2026-07-01T10:00',
      '2026-07-01T22:00',
    ])
  })
})

describe('the day of ours', () => {
  it.each([
    // Clocks go forward in the night of Sunday the 8th and the 29th, in these places.
    [
      'America/New_York',
      '2026-03-08T20:59Z',
      '2026-03-07T22:00',
      '2026-03-08T13:00',
      '2026-03-08T21:00',
    ],
    [
      'America/New_York',
      '2026-03-08T06:59Z',
      '2026-03-07T22:00',
      '2026-03-08T13:00',
      '2026-03-08T21:00',
    ],
    [
      'Europe/Berlin',
      '2026-03-29T03:00Z',
      '2026-03-28T16:00',
      '2026-03-29T07:00',
      '2026-03-29T15:00',
    ],
    // And back.
    [
      'America/New_York',
      '2026-11-01T05:30Z',
      '2026-10-31T21:00',
      '2026-11-01T14:00',
      '2026-11-01T22:00',
    ],
    [
      'America/New_York',
      '2026-11-01T06:30Z',
      '2026-10-31T21:00',
      '2026-11-01T14:00',
      '2026-11-01T22:00',
    ],
    [
      'Europe/Berlin',
      '2026-10-25T00:30Z',
      '2026-10-24T15:00',
      '2026-10-25T08:00',
      '2026-10-25T16:00',
    ],
    [
      'Asia/Kolkata',
      '2026-11-22T11:29Z',
      '2026-11-21T11:30',
      '2026-11-22T03:30',
      '2026-11-22T11:30',
    ],
    [
      'Asia/Kolkata',
      '2026-11-22T11:30Z',
      '2026-11-22T11:30',
      '2026-11-23T03:30',
      '2026-11-23T11:30',
    ],
    ['UTC', '2026-11-22T00:00Z', '2026-11-21T17:00', '2026-11-22T09:00', '2026-11-22T17:00'],
    [
      'Pacific/Kiritimati',
      '2026-11-22T12:00Z',
      '2026-11-22T03:00',
      '2026-11-22T19:00',
      '2026-11-23T03:00',
    ],
    [
      'Pacific/Pago_Pago',
      '2026-11-22T03:59Z',
      '2026-11-21T04:00',
      '2026-11-21T20:00',
      '2026-11-22T04:00',
    ],
  ])('in %s at %s goes from %s over %s to %s', (timeZone, nowIso, ...expected) => {
    expect(daysOf(nowIso, nineToFive(timeZone))).toEqual(expected)
  })

  it.each([
    // 24:00 becomes 1:00.
    ['America/Santiago', '2026-09-06T12:00Z', '2026-09-06T04:00', '2026-09-07T03:00'],
    ['Africa/Cairo', '2026-04-24T12:00Z', '2026-04-23T22:00', '2026-04-24T21:00'],
    // 24:00 becomes 23:00.
    ['America/Santiago', '2026-04-04T12:00Z', '2026-04-04T03:00', '2026-04-05T04:00'],
    ['Africa/Cairo', '2026-10-29T12:00Z', '2026-10-28T21:00', '2026-10-29T22:00'],
  ])('in %s at %s begins at %s and ends at %s, midnight or not', (timeZone, now, since, closes) => {
    const always = { fromMinutes: 0, toMinutes: 1440, timeZone }
    expect(daysOf(now, always)).toEqual([since, since, closes])
  })

  it('opens, where clocks skip the opening, when they do', () => {
    const day = { fromMinutes: 150, toMinutes: 1020, timeZone: 'America/New_York' }
    expect(daysOf('2026-03-08T06:00Z', day)[1]).toBe('2026-03-08T07:00')
    expect(paceAt(at('2026-03-08T07:00Z'), day).share).toBe(0.25)
    expect(paceAt(at('2026-03-08T14:00Z'), day).share).toBeCloseTo(0.625, 6)
  })

  it('closes, where clocks show the close twice, the first time', () => {
    const day = { fromMinutes: 60, toMinutes: 90, timeZone: 'America/New_York' }
    const firstMs = at('2026-11-01T05:30Z')
    expect(paceAt(firstMs, day)).toEqual({ share: 0.25, sinceMs: firstMs })
    expect(paceAt(firstMs + HOUR_MS, day)).toEqual({ share: 0.25, sinceMs: firstMs })
  })

  it('whose opening hours the clocks skip has none', () => {
    const day = { fromMinutes: 125, toMinutes: 170, timeZone: 'Europe/Berlin' }
    const skippedMs = at('2026-03-29T01:00Z')
    expect(paceAt(skippedMs - 1, day).share).toBe(0.25)
    expect(paceAt(skippedMs, day)).toEqual({ share: 0.25, sinceMs: skippedMs })
  })

  it('is right where the date jumps over a whole day', () => {
    const day = nineToFive('Pacific/Apia')
    // Thursday the 29th closed at 3:00 on the 30th in UTC; Friday never was.
    expect(daysOf('2011-12-30T09:00Z', day)[0]).toBe('2011-12-30T03:00')
    expect(daysOf('2011-12-30T12:00Z', day).slice(1)).toEqual([
      '2011-12-30T19:00',
      '2011-12-31T03:00',
    ])
  })

  it('holds now, lasts 22 to 26 hours, and begins where the one before ended', () => {
    const timeZone = fc.constantFrom(
      'America/New_York',
      'America/Santiago',
      'America/St_Johns',
      'Africa/Cairo',
      'Africa/Casablanca',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Europe/Berlin',
      'Pacific/Chatham',
      'UTC',
    )
    const minutes = fc.tuple(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 1440 }))
    const nowMs = fc.integer({ min: at('2000-01-01'), max: at('2040-01-01') })
    fc.assert(
      fc.property(timeZone, minutes, nowMs, (timeZone, [one, other], nowMs) => {
        fc.pre(one !== other)
        const day = { fromMinutes: Math.min(one, other), toMinutes: Math.max(one, other), timeZone }
        const { sinceMs, opensAtMs, closesAtMs } = budgetDayAt(nowMs, day)
        expect(sinceMs).toBeLessThanOrEqual(nowMs)
        expect(closesAtMs).toBeGreaterThan(nowMs)
        expect(opensAtMs).toBeGreaterThanOrEqual(sinceMs)
        expect(opensAtMs).toBeLessThanOrEqual(closesAtMs)
        expect((closesAtMs - sinceMs) / HOUR_MS).toBeGreaterThanOrEqual(22)
        expect((closesAtMs - sinceMs) / HOUR_MS).toBeLessThanOrEqual(26)
        expect(budgetDayAt(sinceMs - 1, { ...day }).closesAtMs).toBe(sinceMs)
        const { share } = paceAt(nowMs, day)
        expect(share >= 0.25 && share <= 1).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

it('a time zone that nobody knows throws', () => {
  expect(() => paceAt(0, nineToFive('Europe/Atlantis'))).toThrow(RangeError)
})
