import { isIP } from 'node:net'

/**
 * What of an address counts as one visitor: a household or a server has a whole /64 of IPv6 to choose from.
 * https://www.rfc-editor.org/rfc/rfc6177
 */
export function addressKey(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  // Two colons stand for all the zeros that are missing.
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  if (tail !== undefined) while (groups.length + after.length < 8) groups.push('0')
  const network = [...groups, ...after].slice(0, 4)
  return network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}

/**
 * An address as a socket or a header has it, without what does not tell whose it is. Null when it is none. A listener on
 * `::` sees IPv4 as IPv6: https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2
 */
export function bareAddress(text: string): string | null {
  const [, mapped] = /^::ffff:(\d[\d.]+)$/i.exec(text) ?? []
  // The zone of a link-local address names our own interface.
  const address = mapped ?? text.replace(/%.*$/, '')
  return isIP(address) === 0 ? null : address
}
