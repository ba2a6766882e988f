import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retryDelayMs } from './retry-delay.js'

test('the delay doubles from 3 s up to 5 min, a quarter more or less', () => {
  const expectedMs = [3_000, 6_000, 12_000, 24_000, 48_000, 96_000, 192_000, 300_000, 300_000]
  expectedMs.forEach((delayMs, index) => {
    const delay = retryDelayMs(index + 1, 0)
    expect(delay).toBeGreaterThanOrEqual(0.75 * delayMs)
    expect(delay).toBeLessThanOrEqual(1.25 * delayMs)
  })
})

test('the wait is as long as the collector asked for, up to a day', () => {
  expect(retryDelayMs(1, 30)).toBe(30_000)
  expect(retryDelayMs(1, 1e12)).toBe(86_400_000)
})

test('a Retry-After that is a date or nonsense leaves our own delay', () => {
  for (const seconds of [NaN, -5]) expect(retryDelayMs(1, seconds)).toBeLessThanOrEqual(3_750)
})

test('property: the delay is always one that setTimeout can wait', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double(), (failures, seconds) => {
      const delay = retryDelayMs(failures, seconds)
      expect(delay).toBeGreaterThanOrEqual(2_250)
      expect(delay).toBeLessThan(2 ** 31)
    }),
  )
})
