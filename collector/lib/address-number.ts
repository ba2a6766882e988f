import type { AddressRange } from './address-range.js'

/** An address as a number to compare it by: of IPv4 a number, of IPv6 a bigint. `address` is valid. */
export function addressNumber(address: string): number | bigint {
  return address.includes(':') ? numberOfIpv6(address) : numberOfIpv4(address)
}

/** The first address of a range, and the one after its last. */
export function boundsOf({ address, family, prefixBits }: AddressRange): {
  first: number | bigint
  after: number | bigint
} {
  if (family === 'ipv4') {
    const size = 2 ** (32 - prefixBits)
    const number = numberOfIpv4(address)
    const first = number - (number % size)
    return { first, after: first + size }
  }
  const size = 1n << BigInt(128 - prefixBits)
  const number = numberOfIpv6(address)
  const first = number - (number % size)
  return { first, after: first + size }
}

function numberOfIpv4(address: string): number {
  let number = 0
  for (const byte of address.split('.')) number = number * 256 + Number(byte)
  return number
}

function numberOfIpv6(address: string): bigint {
  const [head = '', tail] = withoutDots(address).split('::')
  const before = groupsOf(head)
  // Two colons stand for all the zeros that are missing.
  const after = groupsOf(tail ?? '')
  const zeros = '0000'.repeat(8 - before.length - after.length)
  return BigInt(`0x${before.join('')}${zeros}${after.join('')}`)
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':').map((group) => group.padStart(4, '0'))
}

/** The last two groups may be written as an IPv4 address. https://www.rfc-editor.org/rfc/rfc4291#section-2.2 */
function withoutDots(address: string): string {
  if (!address.includes('.')) return address
  const colon = address.lastIndexOf(':') + 1
  const number = numberOfIpv4(address.slice(colon))
  const [high, low] = [Math.floor(number / 65_536), number % 65_536]
  return `${address.slice(0, colon)}${high.toString(16)}:${low.toString(16)}`
}
