import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { createTokenBuckets } from './token-buckets.js'

function turnedBuckets({ perSecond = 2, burst = 3, maxKeys = 100 } = {}) {
  let nowMs = NOON_MS
  const buckets = createTokenBuckets({ perSecond, burst, maxKeys, clock: () => nowMs })
  const takeMany = (key: string, count: number) =>
    Array.from({ length: count }, () => buckets.take(key)).filter((wait) => wait === 0).length
  return { ...buckets, takeMany, turn: (ms: number) => (nowMs += ms) }
}

it('a burst passes, then what is refilled', () => {
  const { takeMany, turn } = turnedBuckets()
  expect(takeMany('a', 10)).toBe(3)
  turn(499)
  expect(takeMany('a', 10)).toBe(0)
  turn(1)
  expect(takeMany('a', 10)).toBe(1)
  turn(1000)
  expect(takeMany('a', 10)).toBe(2)
})

it('it is never fuller than a burst', () => {
  const { takeMany, turn } = turnedBuckets()
  takeMany('a', 3)
  turn(60 * 60 * 1000)
  expect(takeMany('a', 10)).toBe(3)
})

it('keys have nothing to do with each other', () => {
  const { takeMany } = turnedBuckets()
  takeMany('a', 10)
  expect(takeMany('b', 10)).toBe(3)
})

it.each([
  [100, 1],
  [2, 1],
  [0.1, 10],
  [1 / 60, 60],
])('at %d a second the wait is %i whole seconds, and is worth it', (perSecond, seconds) => {
  const { take, turn } = turnedBuckets({ perSecond, burst: 1 })
  take('a')
  expect(take('a')).toBe(seconds)
  turn(seconds * 1000)
  expect(take('a')).toBe(0)
})

it('a clock that is set back freezes no bucket', () => {
  const { takeMany, turn } = turnedBuckets()
  takeMany('a', 3)
  turn(-24 * 60 * 60 * 1000)
  expect(takeMany('a', 10)).toBe(0)
  turn(1000)
  expect(takeMany('a', 10)).toBe(2)
})

it('never lets more through than burst and refill allow, however the clock jumps', () => {
  const steps = fc.array(fc.integer({ min: -5000, max: 5000 }), { maxLength: 50 })
  fc.assert(
    fc.property(steps, (jumps) => {
      const { take, turn } = turnedBuckets()
      let passed = take('a') === 0 ? 1 : 0
      let forwardMs = 0
      for (const jumpMs of jumps) {
        turn(jumpMs)
        forwardMs += Math.max(0, jumpMs)
        if (take('a') === 0) passed++
      }
      expect(passed).toBeLessThanOrEqual(3 + (forwardMs * 2) / 1000)
    }),
  )
})

it('a million addresses leave no more behind than fit', () => {
  const { take, size } = turnedBuckets({ maxKeys: 50_000 })
  for (let n = 0; n < 1_000_000; n++) take(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`)
  expect(size()).toBe(50_000)
})
