import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { afterRateLimit, placesAt, rateShareAt } from './rate-share.js'

const MINUTE_MS = 60_000
const FULL = { rateShare: 1, rateChangedAtMs: NOON_MS }

describe('the share of the rate', () => {
  it('halves at each 429, down to a sixteenth', () => {
    const shares: number[] = []
    for (let rate = FULL; shares.length < 6; shares.push(rate.rateShare)) {
      rate = afterRateLimit(rate, NOON_MS)
    }
    expect(shares).toEqual([1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 16, 1 / 16])
  })

  it('recovers by a sixteenth a minute, never over all of it', () => {
    const low = { rateShare: 1 / 16, rateChangedAtMs: NOON_MS }
    expect(rateShareAt(low, NOON_MS)).toBe(1 / 16)
    expect(rateShareAt(low, NOON_MS + MINUTE_MS)).toBe(1 / 8)
    expect(rateShareAt(low, NOON_MS + 15 * MINUTE_MS)).toBe(1)
    expect(rateShareAt(low, NOON_MS + 1000 * MINUTE_MS)).toBe(1)
  })

  it('halves what holds by then', () => {
    const half = afterRateLimit(FULL, NOON_MS)
    const atMs = NOON_MS + 4 * MINUTE_MS
    expect(afterRateLimit(half, atMs)).toEqual({ rateShare: 3 / 8, rateChangedAtMs: atMs })
  })

  it('is as it was when the clock was set back', () => {
    const half = afterRateLimit(FULL, NOON_MS)
    expect(rateShareAt(half, NOON_MS - 60 * MINUTE_MS)).toBe(1 / 2)
  })
})

describe('the places', () => {
  it.each([
    [3, 1, 3, 1010],
    [3, 0.5, 1, 1010],
    [3, 0.25, 1, 1347],
    [3, 1 / 16, 1, 5387],
    [10, 0.99, 9, 1010],
    [1, 1, 1, 1010],
  ])(
    'of %d a second at %d are %i, each held for %i ms',
    (callsPerSecond, share, places, heldMs) => {
      expect(placesAt(callsPerSecond, share, 1010)).toEqual({ places, heldMs })
    },
  )

  it('no window sees more calls than the rate allows, wherever within its call Gong counts it', () => {
    const placeMs = 1000
    const call = fc.record({ restMs: fc.nat(400), callMs: fc.nat(2500), counted: fc.nat(1000) })
    const calls = fc.array(call, { minLength: 20, maxLength: 60 })
    const share = fc.double({ min: 1 / 16, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), share, calls, (callsPerSecond, share, calls) => {
        const { places, heldMs } = placesAt(callsPerSecond, share, placeMs)
        const freeAtMs = Array.from({ length: places }, () => 0)
        const arrivals: number[] = []
        let nowMs = 0
        for (const { restMs, callMs, counted } of calls) {
          const place = freeAtMs.indexOf(Math.min(...freeAtMs))
          nowMs = Math.max(nowMs + restMs, freeAtMs[place] ?? 0)
          freeAtMs[place] = nowMs + callMs + heldMs
          arrivals.push(nowMs + (callMs * counted) / 1000)
        }
        arrivals.sort((a, b) => a - b)

        // A window is as long as it takes for one call, or the whole seconds of a rate above one.
        const rate = callsPerSecond * share
        const windowMs = rate < 1 ? placeMs / rate : placeMs
        const allowed = rate < 1 ? 1 : Math.floor(rate)
        for (const [index, startMs] of arrivals.entries()) {
          const within = arrivals.slice(index).filter((atMs) => atMs < startMs + windowMs)
          expect(within.length).toBeLessThanOrEqual(allowed)
        }
      }),
    )
  })
})
