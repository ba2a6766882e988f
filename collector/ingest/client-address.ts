import { BlockList } from 'node:net'
import { bareAddress } from '../lib/address-key.js'
import { parseAddressRange } from '../lib/address-range.js'

/** Of one request: the other end of its socket, and the header as it came. */
export interface AddressClaim {
  socketAddress: string | undefined
  forwardedFor: string | undefined
}

/** No real chain of proxies is longer; without a bound one header could ask for a thousand look-ups. */
const MAX_HOPS = 16

/**
 * Gives the visitor's address: the socket's, or, only where that is a trusted proxy, what X-Forwarded-For says of it.
 * Each proxy appends whom it heard from, so the header is read from the right, past trusted proxies, to the first
 * address that is none. Left of that, or of anything that is no address, everything may be the visitor's own invention
 * and is not read: the last trusted proxy then stands for the visitor. No other header is read.
 * Null when the socket is gone already. The address is for this request only: it is neither stored nor logged.
 */
export function createClientAddress(
  trustedProxies: readonly string[],
): (claim: AddressClaim) => string | null {
  const isTrusted = createTrust(trustedProxies)
  return function clientAddress({ socketAddress, forwardedFor = '' }) {
    let address = socketAddress === undefined ? null : bareAddress(socketAddress)
    let end = forwardedFor.length
    for (let hop = 0; address !== null && end > 0 && hop < MAX_HOPS; hop++) {
      if (!isTrusted(address)) break
      const comma = forwardedFor.lastIndexOf(',', end - 1)
      const before = readEntry(forwardedFor.slice(comma + 1, end))
      if (before === null) break
      address = before
      end = comma
    }
    return address
  }
}

/** Whether the other end of a socket is a trusted proxy, whose other headers may be believed too. */
export function createProxyTrust(
  trustedProxies: readonly string[],
): (socketAddress: string | undefined) => boolean {
  const isTrusted = createTrust(trustedProxies)
  return (socketAddress = '') => {
    const address = bareAddress(socketAddress)
    return address !== null && isTrusted(address)
  }
}

function createTrust(trustedProxies: readonly string[]): (address: string) => boolean {
  if (trustedProxies.length === 0) return () => false
  const list = new BlockList()
  for (const text of trustedProxies) {
    const range = parseAddressRange(text)
    if (!range) throw new Error(`the configuration let ${text} pass as a range of addresses`)
    list.addSubnet(range.address, range.prefixBits, range.family)
  }
  return (address) => list.check(address, address.includes(':') ? 'ipv6' : 'ipv4')
}

/** An entry of X-Forwarded-For; some proxies add the port. */
function readEntry(text: string): string | null {
  const entry = text.trim()
  const [, bracketed, dotted] =
    /^\[([^\]]+)\](?::\d{1,5})?$|^(\d[\d.]+)(?::\d{1,5})?$/.exec(entry) ?? []
  return bareAddress(bracketed ?? dotted ?? entry)
}
