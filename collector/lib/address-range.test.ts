import { expect, it } from 'vitest'
import { parseAddressRange } from './address-range.js'

it.each([
  ['10.0.0.0/8', 'ipv4', 8],
  ['10.1.2.3', 'ipv4', 32],
  ['0.0.0.0/0', 'ipv4', 0],
  ['fd00::/8', 'ipv6', 8],
  ['2001:DB8::1', 'ipv6', 128],
  ['::/0', 'ipv6', 0],
])('%s is of %s and counts %i bits', (text, family, prefixBits) => {
  const [address] = text.split('/')
  expect(parseAddressRange(text)).toEqual({ address, family, prefixBits })
})

it.each([
  '',
  'localhost',
  '10.0.0',
  '10.0.0.256',
  '010.0.0.1',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/-1',
  '10.0.0.0/8.0',
  '10.0.0.0/8/8',
  '::1/129',
  'fe80::1%eth0',
  ' 10.0.0.1',
  '10.0.0.0/255.0.0.0',
])('%s is none', (text) => {
  expect(parseAddressRange(text)).toBeNull()
})
