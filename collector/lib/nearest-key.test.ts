import { expect, it } from 'vitest'
import { nearestKey } from './nearest-key.js'

const KEYS = ['sites', 'hold', 'rateLimit', 'trustedProxies', 'paths']

it.each([
  ['sties', 'sites'],
  ['site', 'sites'],
  ['ratelimit', 'rateLimit'],
  ['trustedProxy', undefined],
  ['trustedProxiess', 'trustedProxies'],
  ['path', 'paths'],
  ['hodl', 'hold'],
  ['bots', undefined],
  ['', undefined],
])('%s is taken for %s', (key, known) => {
  expect(nearestKey(key, KEYS)).toBe(known)
})

it('the nearer of two wins', () => {
  expect(nearestKey('eventDay', ['events', 'eventDays'])).toBe('eventDays')
})
