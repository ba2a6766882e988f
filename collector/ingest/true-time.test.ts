import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { trueTimeMs } from './true-time.js'

const timeMs = fc.integer({ min: 0, max: 8.64e15 })
const ageMs = fc.nat(30 * 24 * 60 * 60 * 1000)
const offsetMs = fc.integer({ min: -1e11, max: 1e11 })

it('is as old as the page says, however wrong its clock', () => {
  fc.assert(
    fc.property(ageMs, offsetMs, (age, offset) => {
      const sentAtMs = NOON_MS + offset
      const times = { receivedAtMs: NOON_MS, sentAtMs, occurredAtMs: sentAtMs - age }
      expect(trueTimeMs(times)).toBe(NOON_MS - age)
    }),
  )
})

it('is never in the future and never before the epoch', () => {
  fc.assert(
    fc.property(timeMs, timeMs, timeMs, (receivedAtMs, sentAtMs, occurredAtMs) => {
      const trueMs = trueTimeMs({ receivedAtMs, sentAtMs, occurredAtMs })
      expect(trueMs).toBeLessThanOrEqual(receivedAtMs)
      expect(trueMs).toBeGreaterThanOrEqual(0)
    }),
  )
})

it('keeps the order of the events of one beacon', () => {
  fc.assert(
    fc.property(ageMs, ageMs, (one, other) => {
      const of = (age: number) =>
        trueTimeMs({ receivedAtMs: NOON_MS, sentAtMs: NOON_MS, occurredAtMs: NOON_MS - age })
      expect(Math.sign(of(one) - of(other))).toBe(Math.sign(other - one))
    }),
  )
})
