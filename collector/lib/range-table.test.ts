import { BlockList } from 'node:net'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseAddressRange } from './address-range.js'
import { createRangeTable } from './range-table.js'

const tableOf = (ranges: Record<string, string>) =>
  createRangeTable(Object.entries(ranges).map(([text, value]) => ({ range: rangeOf(text), value })))

function rangeOf(text: string) {
  const range = parseAddressRange(text)
  if (!range) throw new Error(`${text} is no range`)
  return range
}

it('the narrowest range counts', () => {
  const find = tableOf({
    '10.0.0.0/8': 'wide',
    '10.1.0.0/16': 'narrow',
    '10.1.2.3': 'one',
    '10.1.255.0/24': 'end',
    '0.0.0.0/0': 'all',
    '2001:db8::/32': 'six',
    '2001:db8:0:1::/64': 'six narrow',
  })
  const found = ['10.0.255.255', '10.1.0.0', '10.1.2.3', '10.1.2.4', '10.1.255.9', '10.2.0.0']
  expect(found.map(find)).toEqual(['wide', 'narrow', 'one', 'narrow', 'end', 'wide'])
  expect(['9.255.255.255', '11.0.0.0', '255.255.255.255'].map(find)).toEqual(['all', 'all', 'all'])
  expect(['2001:db8::1', '2001:DB8:0:1::', '2001:db8:0:2::', '2001:db9::', '::'].map(find)).toEqual(
    ['six', 'six narrow', 'six', undefined, undefined],
  )
})

it('nothing is found in nothing', () => {
  expect(['1.2.3.4', '::1'].map(tableOf({}))).toEqual([undefined, undefined])
})

it('an IPv6 address may end as one of IPv4', () => {
  expect(tableOf({ '64:ff9b::/96': 'six' })('64:ff9b::203.0.113.9')).toBe('six')
  expect(tableOf({ '64:ff9b::192.0.2.0/120': 'six' })('64:ff9b::c000:2ff')).toBe('six')
})

const bits = fc.integer({ min: 0, max: 32 })
// Few enough of them that ranges nest and addresses lie in some.
const ipv4 = fc
  .tuple(fc.constantFrom(0, 10, 255), fc.constantFrom(0, 1, 255), fc.nat(255), fc.nat(255))
  .map((bytes) => bytes.join('.'))
const ipv6 = fc
  .tuple(fc.constantFrom('2001', 'ffff', '0'), fc.constantFrom('0', '1', 'ffff'), fc.nat(9))
  .map(([a, b, c]) => `${a}:${b}::${c}`)

it.each([
  ['IPv4', ipv4, 'ipv4', 1],
  ['IPv6', ipv6, 'ipv6', 4],
] as const)('is what asking each range says, of %s', (_, address, family, bitsTimes) => {
  const range = fc.record({ address, prefixBits: bits.map((each) => each * bitsTimes) })
  fc.assert(
    fc.property(
      fc.uniqueArray(range, { selector: naturalKey }),
      fc.array(address),
      (ranges, asked) => {
        const entries = ranges.map((each) => ({ range: { ...each, family }, value: each }))
        const find = createRangeTable(entries)
        for (const one of asked) {
          const around = ranges.filter((each) => lies(one, each))
          const narrowest = Math.max(-1, ...around.map(({ prefixBits }) => prefixBits))
          expect(find(one)?.prefixBits ?? -1).toBe(narrowest)
        }
      },
    ),
  )
  function naturalKey({ address: text, prefixBits }: { address: string; prefixBits: number }) {
    return `${text}/${prefixBits}`
  }
  function lies(
    one: string,
    { address: text, prefixBits }: { address: string; prefixBits: number },
  ) {
    const list = new BlockList()
    list.addSubnet(text, prefixBits, family)
    return list.check(one, family)
  }
})
