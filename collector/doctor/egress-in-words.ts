import { BlockList, isIPv6 } from 'node:net'

/** Where nobody outside is: https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 sister. */
const PRIVATE = new BlockList()
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv4')
}
for (const [net, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv6')
}

/** What to enter at Gong as a trusted IP address for this machine, which left by `localAddress`. */
export function egressInWords(localAddress: string): string {
  const address = localAddress.replace(/^::ffff:/i, '').replace(/%.*$/, '')
  if (!PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) return address
  return `the public address of this machine's network (this machine itself has ${address}, which is private and not what Gong sees): whoever runs the network knows it, and "curl https://checkip.amazonaws.com" on this machine shows it`
}
