import { isIP } from 'node:net'

export interface AddressRange {
  address: string
  family: 'ipv4' | 'ipv6'
  /** The leading bits that count; all of them for a single address. */
  prefixBits: number
}

/** An address or a range in CIDR notation, such as `10.0.0.0/8` or `2001:db8::1`; null when it is neither. */
export function parseAddressRange(text: string): AddressRange | null {
  const [, address = '', prefix] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? []
  const version = isIP(address)
  if (version === 0) return null
  const maxBits = version === 4 ? 32 : 128
  const prefixBits = prefix === undefined ? maxBits : Number(prefix)
  return prefixBits > maxBits
    ? null
    : { address, family: version === 4 ? 'ipv4' : 'ipv6', prefixBits }
}
