import { expect, it } from 'vitest'
import { budgetOf } from './budget.js'

it.each([
  [10_000, 0.8, 8000],
  [3, 0.5, 1],
  [1, 0.8, 1],
  [1, 0.001, 1],
  [7, 1, 7],
])('of %i calls a day a share of %d is %i', (callsPerDay, share, ours) => {
  const budget = budgetOf({ callsPerSecond: 3, callsPerDay }, share)
  expect(budget).toEqual({ callsPerSecond: 3, callsPerDay: ours })
})
