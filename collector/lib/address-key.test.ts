import { describe, expect, it } from 'vitest'
import { addressKey, bareAddress } from './address-key.js'

describe('what counts as one visitor', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:0001:2::ffff', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:db8::5:6:7:8:9', '2001:db8:0:5'],
    ['::1', '0:0:0:0'],
    ['::', '0:0:0:0'],
    ['fe80::', 'fe80:0:0:0'],
  ])('%s is %s', (address, key) => {
    expect(addressKey(address)).toBe(key)
  })
})

describe('an address', () => {
  it.each([
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:203.0.113.9', '203.0.113.9'],
    ['fe80::1%eth0', 'fe80::1'],
    ['2001:db8::1', '2001:db8::1'],
  ])('%s is %s, whoever listens and where', (text, address) => {
    expect(bareAddress(text)).toBe(address)
  })

  it.each(['', 'gone', '203.0.113', '::ffff:203.0.113', 'unknown'])('%j is none', (text) => {
    expect(bareAddress(text)).toBeNull()
  })
})
