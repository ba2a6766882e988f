import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retryDelayMs } from './retry-delay.js'

test('the delay doubles from 3 s up to 192 s, and is up to half more', () => {
  const expectedMs = [3_000, 6_000, 12_000, 24_000, 48_000, 96_000, 192_000, 192_000, 192_000]
  expectedMs.forEach((delayMs, failuresBefore) => {
    const delay = retryDelayMs(failuresBefore, null)
    expect(delay).toBeGreaterThanOrEqual(delayMs)
    expect(delay).toBeLessThanOrEqual(1.5 * delayMs)
  })
})

test('no two pages come back at the same time', () => {
  const delays = Array.from({ length: 20 }, () => retryDelayMs(0, null))
  expect(new Set(delays).size).toBeGreaterThan(10)
})

test('what the collector asked for comes before our own delay, up to a day', () => {
  const delay = retryDelayMs(0, '30')
  expect(delay).toBeGreaterThanOrEqual(33_000)
  expect(delay).toBeLessThanOrEqual(34_500)
  expect(retryDelayMs(0, '1e12')).toBe(86_400_000)
})

test('a Retry-After that is a date or nonsense leaves our own delay', () => {
  for (const seconds of ['Fri, 20 Nov 2026 08:00:00 GMT', 'soon', '']) {
    expect(retryDelayMs(0, seconds)).toBeGreaterThanOrEqual(3_000)
    expect(retryDelayMs(0, seconds)).toBeLessThanOrEqual(4_500)
  }
})

test('property: the delay is always one that setTimeout can wait', () => {
  fc.assert(
    fc.property(fc.nat({ max: 5_000 }), fc.double({ min: 0 }), (failuresBefore, seconds) => {
      const delay = retryDelayMs(failuresBefore, String(seconds))
      expect(delay).toBeGreaterThanOrEqual(3_000)
      expect(delay).toBeLessThan(2 ** 31)
    }),
  )
})
