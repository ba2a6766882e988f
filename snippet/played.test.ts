import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MILESTONES_PERCENT as WIRE_MILESTONES_PERCENT } from '../wire/video.js'
import { MILESTONES_PERCENT, wholePercent } from './played.js'

test('the percentage is rounded down and never beyond 100', () => {
  expect(wholePercent(9.99, 10)).toBe(99)
  expect(wholePercent(10.4, 10)).toBe(100)
})

test('the milestones are those of the wire', () => {
  expect(MILESTONES_PERCENT).toEqual(WIRE_MILESTONES_PERCENT)
})

test('property: any part of any duration is a whole percentage, and more is never less', () => {
  const seconds = fc.double({ min: 0, max: 1_000_000, noNaN: true })
  const duration = fc.double({ min: 0.001, max: 1_000_000, noNaN: true })
  fc.assert(
    fc.property(seconds, seconds, duration, (one, other, durationSeconds) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)].map((part) =>
        wholePercent(part, durationSeconds),
      )
      expect([less, more].every(Number.isInteger)).toBe(true)
      expect(less).toBeLessThanOrEqual(more ?? NaN)
      expect(less).toBeGreaterThanOrEqual(0)
      expect(more).toBeLessThanOrEqual(100)
    }),
  )
})
