import { expect, it } from 'vitest'
import { isLoopback } from './is-loopback.js'

it.each(['localhost', '127.0.0.1', '127.255.255.254', '::1', '[::1]'])('%s is here', (host) => {
  expect(isLoopback(host)).toBe(true)
})

it.each([
  '',
  '0.0.0.0',
  '::',
  '10.0.0.1',
  '127.example.com',
  '127.0.0.1.evil.example',
  'evil.example.127.0.0.1',
  'localhost.evil.example',
  'notlocalhost',
  'localhost\n',
  '127.0.0.1\n',
  '[::1].evil.example',
])('%j may be elsewhere', (host) => {
  expect(isLoopback(host)).toBe(false)
})

it('every short form of an address is written out before it comes here', () => {
  for (const short of ['127.1', '2130706433', '0x7f.1', '127.0.0.1.']) {
    expect(isLoopback(new URL(`http://${short}/`).hostname)).toBe(true)
  }
})
