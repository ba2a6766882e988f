import { describe, expect, it } from 'vitest'
import { envelope, siteId } from './beacon.js'
import { aBeacon, anEvent } from './test-data.js'

const accepts = (candidate: unknown): boolean => envelope.safeParse(candidate).success

describe('the envelope', () => {
  it('leaves its events unchecked', () => {
    expect(accepts(aBeacon([anEvent('reset'), 'not an event', null]))).toBe(true)
  })

  it('carries 1 to 100 events', () => {
    expect(accepts(aBeacon([]))).toBe(false)
    expect(accepts(aBeacon(Array(100).fill(0)))).toBe(true)
    expect(accepts(aBeacon(Array(101).fill(0)))).toBe(false)
  })

  it('may say that a program drives the browser, and never that none does', () => {
    expect(accepts({ ...aBeacon([0]), automated: true })).toBe(true)
    for (const automated of [false, null, 1, 'true']) {
      expect(accepts({ ...aBeacon([0]), automated })).toBe(false)
    }
  })

  it.each([
    ['another version', { v: 2 }],
    ['the version as a string', { v: '1' }],
    ['a malformed visitor', { anonymousId: 'someone' }],
    ['a time before the epoch', { sentAtMs: -1 }],
    ['what only the collector knows', { receivedAtMs: 1 }],
  ])('is refused with %s', (_, changes) => {
    expect(accepts({ ...aBeacon([0]), ...changes })).toBe(false)
  })
})

describe('siteId', () => {
  it('is 1 to 63 lower-case letters, digits and hyphens', () => {
    for (const good of ['a', '0-a', 'x'.repeat(63)])
      expect(siteId.safeParse(good).success).toBe(true)
    for (const bad of ['', '-a', 'A', 'a_b', 'x'.repeat(64), 'a\n']) {
      expect(siteId.safeParse(bad).success).toBe(false)
    }
  })
})
