import fc from 'fast-check'
import { expect, it } from 'vitest'
import { budgetOf } from './budget.js'

const businessDay = { fromMinutes: 480, toMinutes: 1080, timeZone: 'UTC' }
const reserve = { high: 0.3, normal: 0.5 }

function budgetFor(callsPerDay: number, given: { share?: number; reserve?: typeof reserve } = {}) {
  const config = { share: 1, reserve, businessDay, ...given }
  return budgetOf({ callsPerSecond: 3, callsPerDay }, config, true)
}

it.each([
  [10_000, 0.8, 8000],
  [3, 0.5, 1],
  [1, 0.8, 1],
  [1, 0.001, 1],
  [7, 1, 7],
  [100, 0.29, 29],
])('of %i calls a day a share of %d is %i', (callsPerDay, share, ours) => {
  const budget = budgetFor(callsPerDay, { share })
  expect(budget).toMatchObject({ callsPerSecond: 3, callsPerDay: ours, businessDay })
  expect(budget.parts.high).toBe(ours)
})

it('keeps a part for high alone, and a part for high and normal against low', () => {
  expect(budgetFor(10_000).parts).toEqual({ high: 10_000, normal: 7000, low: 5000 })
})

it('keeps nothing for high where nothing is of high priority', () => {
  const config = { share: 0.8, reserve, businessDay }
  const { parts } = budgetOf({ callsPerSecond: 3, callsPerDay: 10_000 }, config, false)
  expect(parts).toEqual({ high: 8000, normal: 8000, low: 4000 })
})

it('what is kept for high is kept from low as well', () => {
  const { parts } = budgetFor(10_000, { reserve: { high: 0.3, normal: 0.1 } })
  expect(parts).toEqual({ high: 10_000, normal: 7000, low: 7000 })
})

it.each([0.01, 0.07, 0.1, 0.29, 0.57, 0.9, 0.99])('keeps %d of 100 to the call', (high) => {
  const { parts } = budgetFor(100, { reserve: { high, normal: high } })
  expect(parts.normal).toBe(100 - Math.round(100 * high))
})

it('every part has a call, and no more than the part above it', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(
      fc.nat(20_000),
      share,
      share,
      share,
      fc.boolean(),
      (callsPerDay, ours, high, normal, hasHigh) => {
        const config = { share: ours, reserve: { high, normal }, businessDay }
        const { parts } = budgetOf({ callsPerSecond: 3, callsPerDay }, config, hasHigh)
        expect(parts.low).toBeGreaterThanOrEqual(1)
        expect(parts.normal).toBeGreaterThanOrEqual(parts.low)
        expect(parts.high).toBeGreaterThanOrEqual(parts.normal)
        expect(Object.values(parts).every(Number.isInteger)).toBe(true)
      },
    ),
  )
})
