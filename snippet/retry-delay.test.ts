import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retryDelayMs } from './retry-delay.js'

test('the delay doubles from 3 s up to 192 s, and is up to half more', () => {
  const expectedMs = [3_000, 6_000, 12_000, 24_000, 48_000, 96_000, 192_000, 192_000, 192_000]
  expectedMs.forEach((delayMs, failuresBefore) => {
    const delay = retryDelayMs(failuresBefore, 0)
    expect(delay).toBeGreaterThanOrEqual(delayMs)
    expect(delay).toBeLessThanOrEqual(1.5 * delayMs)
  })
})

test('no two pages come back at the same time', () => {
  const delays = Array.from({ length: 20 }, () => retryDelayMs(0, 0))
  expect(new Set(delays).size).toBeGreaterThan(10)
})

test('the wait is as long as the collector asked for, up to a day', () => {
  expect(retryDelayMs(0, 30)).toBe(30_000)
  expect(retryDelayMs(0, 1e12)).toBe(86_400_000)
})

test('a collector that asks for less than our own delay does not shorten it', () => {
  expect(retryDelayMs(2, 1)).toBeGreaterThanOrEqual(12_000)
})

test('a Retry-After that is a date or nonsense leaves our own delay', () => {
  for (const seconds of [NaN, -5, -Infinity]) {
    expect(retryDelayMs(0, seconds)).toBeGreaterThanOrEqual(3_000)
    expect(retryDelayMs(0, seconds)).toBeLessThanOrEqual(4_500)
  }
})

test('property: the delay is always one that setTimeout can wait', () => {
  fc.assert(
    fc.property(fc.nat({ max: 5_000 }), fc.double(), (failuresBefore, seconds) => {
      const delay = retryDelayMs(failuresBefore, seconds)
      expect(delay).toBeGreaterThanOrEqual(3_000)
      expect(delay).toBeLessThan(2 ** 31)
    }),
  )
})
