import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deviceOf } from './device.js'

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'

it.each([
  [
    'Chrome on Windows',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`,
    'PC',
  ],
  [
    'Firefox on Linux',
    'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    'PC',
  ],
  [
    'Safari on a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    'PC',
  ],
  [
    'Safari on an iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
    'MOBILE',
  ],
  [
    'Chrome on Android',
    `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36`,
    'MOBILE',
  ],
  [
    'an Android tablet',
    `Mozilla/5.0 (Linux; Android 13; SM-X906C) ${WEBKIT} Chrome/120.0.0.0 Safari/537.36`,
    'MOBILE',
  ],
  [
    'an old iPad',
    'Mozilla/5.0 (iPad; CPU OS 12_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1',
    'MOBILE',
  ],
  [
    'a television',
    'Mozilla/5.0 (SMART-TV; Linux; Tizen 5.0) AppleWebKit/538.1 (KHTML, like Gecko) Version/5.0 TV Safari/538.1',
    undefined,
  ],
  ['a program', 'curl/8.5.0', undefined],
  ['nothing', '', undefined],
  ['no header', null, undefined],
])('%s', (_, userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device)
})

it('any words are a device or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (userAgent) => {
      expect([undefined, 'MOBILE', 'PC']).toContain(deviceOf(userAgent))
    }),
  )
})
