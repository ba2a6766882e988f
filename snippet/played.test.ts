import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MILESTONES_PERCENT as WIRE_MILESTONES_PERCENT } from '../wire/video.js'
import type { Range } from './played.js'
import { MILESTONES_PERCENT, reachedMilestone, totalSeconds, watchedPercent } from './played.js'

test('a jump to the end counts for what was watched and not for what was skipped', () => {
  expect(
    watchedPercent(
      [
        [0, 4],
        [92, 96],
      ],
      100,
    ),
  ).toBe(8)
})

test('a stretch that is watched twice counts once', () => {
  const ranges: Range[] = [
    [10, 20],
    [5, 15],
    [12, 13],
  ]
  expect(totalSeconds(ranges)).toBe(15)
})

test('the percentage is rounded down and never beyond 100', () => {
  expect(watchedPercent([[0, 9.99]], 10)).toBe(99)
  expect(watchedPercent([[0, 10.4]], 10)).toBe(100)
})

test('a live stream has no percentage', () => {
  for (const durationSeconds of [Infinity, NaN, 0, -1, 1_000_001]) {
    expect(watchedPercent([[0, 10]], durationSeconds)).toBeNull()
  }
})

test('the highest milestone reached is told, and the milestones are those of the wire', () => {
  expect(MILESTONES_PERCENT).toEqual(WIRE_MILESTONES_PERCENT)
  expect([0, 9, 10, 24, 74, 89, 99, 100].map(reachedMilestone)).toEqual([
    undefined,
    undefined,
    10,
    10,
    50,
    75,
    90,
    100,
  ])
})

test('property: whole seconds agree with ticking off each second by hand', () => {
  const second = fc.nat({ max: 60 })
  const range = fc.tuple(second, second).map(([a, b]): Range => [Math.min(a, b), Math.max(a, b)])
  fc.assert(
    fc.property(fc.array(range), (ranges) => {
      const ticked = new Set<number>()
      for (const [start, end] of ranges) for (let s = start; s < end; s++) ticked.add(s)
      expect(totalSeconds(ranges)).toBe(ticked.size)
      expect(watchedPercent(ranges, 60)).toBe(Math.floor((100 * ticked.size) / 60))
    }),
  )
})

test('property: more watching never lowers the percentage, in whatever order', () => {
  const second = fc.double({ min: 0, max: 100, noNaN: true })
  const range = fc.tuple(second, second).map(([a, b]): Range => [Math.min(a, b), Math.max(a, b)])
  fc.assert(
    fc.property(fc.array(range), range, (ranges, more) => {
      const before = watchedPercent(ranges, 100) ?? NaN
      const after = watchedPercent([more, ...ranges], 100) ?? NaN
      // A hundredth of a percent for sums of fractions in another order.
      expect(after).toBeGreaterThanOrEqual(Math.floor(before - 0.01))
      expect(after).toBeLessThanOrEqual(100)
    }),
  )
})
