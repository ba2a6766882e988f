import { describe, expect, it } from 'vitest'
import { createClientAddress } from './client-address.js'

const PROXIES = ['10.0.0.0/8', '2001:db8:ff::/48', '192.0.2.7']
const VISITOR = '203.0.113.9'
const PROXY = '10.0.0.1'

describe('without trusted proxies', () => {
  it.each([undefined, '', VISITOR, '10.0.0.1, 203.0.113.9', 'unknown'])(
    'the socket is believed, whatever X-Forwarded-For says: %s',
    (forwardedFor) => {
      const clientAddress = createClientAddress([])
      expect(clientAddress({ socketAddress: '198.51.100.4', forwardedFor })).toBe('198.51.100.4')
      expect(clientAddress({ socketAddress: '127.0.0.1', forwardedFor })).toBe('127.0.0.1')
    },
  )
})

describe('with trusted proxies', () => {
  const clientAddress = createClientAddress(PROXIES)
  const cases: [string, socket: string, forwardedFor: string | undefined, address: string][] = [
    ['a visitor past the proxies invents a header', VISITOR, '198.51.100.4', VISITOR],
    ['a visitor past the proxies claims to be one', VISITOR, PROXY, VISITOR],
    ['a proxy says who it heard from', PROXY, VISITOR, VISITOR],
    ['a proxy says nothing', PROXY, undefined, PROXY],
    ['a proxy says nothing, in so many words', PROXY, '', PROXY],
    ['a proxy behind a proxy', PROXY, `${VISITOR}, 10.2.3.4`, VISITOR],
    ['proxies of both families', PROXY, `${VISITOR},2001:db8:ff::5 , 192.0.2.7`, VISITOR],
    ['the visitor put an address before', PROXY, `198.51.100.4, ${VISITOR}`, VISITOR],
    ['the visitor put a proxy before', PROXY, `10.9.9.9, ${VISITOR}`, VISITOR],
    ['the visitor put many before', PROXY, `${'10.9.9.9, '.repeat(500)}${VISITOR}`, VISITOR],
    ['words where an address belongs', PROXY, 'unknown', PROXY],
    ['words right of an address', PROXY, `${VISITOR}, _hidden`, PROXY],
    ['words between address and proxy', PROXY, `${VISITOR}, evil, 10.2.3.4`, '10.2.3.4'],
    ['nothing between commas', PROXY, `${VISITOR},,10.2.3.4`, '10.2.3.4'],
    ['a comma at the end', PROXY, `${VISITOR},`, PROXY],
    ['an address too long by a digit', PROXY, '203.0.113.1234', PROXY],
    ['an address in octal', PROXY, '0313.0.113.9', PROXY],
    ['a port after the address', PROXY, `${VISITOR}:51234`, VISITOR],
    ['IPv6 with a port', PROXY, '[2001:db8::9]:443', '2001:db8::9'],
    ['IPv6 without', PROXY, '2001:db8::9', '2001:db8::9'],
    ['a visitor of the proxies’ own network', PROXY, '10.5.5.5', '10.5.5.5'],
    ['IPv4 as IPv6 at the socket', `::ffff:${PROXY}`, VISITOR, VISITOR],
    ['IPv4 as IPv6 in the header', PROXY, `${VISITOR}, ::FFFF:10.2.3.4`, VISITOR],
    ['an address next to a range', '11.0.0.1', '198.51.100.4', '11.0.0.1'],
    ['an address next to a single one', '192.0.2.8', '198.51.100.4', '192.0.2.8'],
    ['a link-local socket', 'fe80::1%eth0', VISITOR, 'fe80::1'],
  ]
  it.each(cases)('%s', (_, socketAddress, forwardedFor, address) => {
    expect(clientAddress({ socketAddress, forwardedFor })).toBe(address)
  })

  it('no more than 16 of them are walked past', () => {
    const forwardedFor = `${VISITOR}, ${Array(5000).fill('10.0.0.2').join()}`
    expect(clientAddress({ socketAddress: PROXY, forwardedFor })).toBe('10.0.0.2')
  })

  it('a socket that is gone has no address, whatever the header says', () => {
    expect(clientAddress({ socketAddress: undefined, forwardedFor: VISITOR })).toBeNull()
  })
})
