import { expect, it } from 'vitest'
import { egressInWords } from './egress-in-words.js'

it.each(['203.0.113.7', '2001:db8::7', '172.32.0.1', '100.128.0.1'])(
  '%s is what Gong sees',
  (address) => expect(egressInWords(address)).toBe(address),
)

it('an IPv4 address is told without what Node puts before it', () =>
  expect(egressInWords('::ffff:203.0.113.7')).toBe('203.0.113.7'))

it.each([
  '10.1.2.3',
  '172.16.0.9',
  '192.168.1.2',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.1.1',
  '::1',
  'fd00::7',
  'fe80::1%eth0',
  '::ffff:10.0.0.1',
])('%s is private: the public address is meant', (address) =>
  expect(egressInWords(address)).toContain('is private and not what Gong sees'),
)
