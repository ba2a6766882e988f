import { addressNumber, boundsOf } from './address-number.js'
import type { AddressRange } from './address-range.js'

export interface Ranged<T> {
  range: AddressRange
  value: T
}

interface Stretches<T> {
  /** Ascending: each stretch goes on to the next one's beginning. */
  starts: (number | bigint)[]
  values: (T | undefined)[]
}

interface Bounded<T> {
  first: number | bigint
  after: number | bigint
  value: T
}

/**
 * Gives what is known of the narrowest range that an address lies in. Ranges, which lie within each other or apart, are
 * cut into stretches of one value, in which a binary search finds the address: 4 µs with 1,000,000 ranges. Tried and
 * slower: a map a length of prefix, 24 µs; a BlockList a company, one after the other, 54 ms with 10,000 of them.
 */
export function createRangeTable<T>(
  entries: readonly Ranged<T>[],
): (address: string) => T | undefined {
  const stretchesOf = (family: AddressRange['family']) =>
    cut(entries.filter(({ range }) => range.family === family).map(bounded))
  const ipv4 = stretchesOf('ipv4')
  const ipv6 = stretchesOf('ipv6')

  return function find(address) {
    const { starts, values } = address.includes(':') ? ipv6 : ipv4
    const number = addressNumber(address)
    let [low, high] = [0, starts.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      // Within its bounds, as the two ends are.
      if ((starts[middle] as number | bigint) <= number) low = middle + 1
      else high = middle
    }
    return values[low - 1]
  }
}

function bounded<T>({ range, value }: Ranged<T>): Bounded<T> {
  return { ...boundsOf(range), value }
}

/** From left to right; `open` are the ranges that the place is in, the narrowest last. */
function cut<T>(ranges: Bounded<T>[]): Stretches<T> {
  const stretches: Stretches<T> = { starts: [], values: [] }
  const open: Bounded<T>[] = []
  const begin = (start: number | bigint, value: T | undefined): void => {
    stretches.starts.push(start)
    stretches.values.push(value)
  }
  const closeUntil = (place: number | bigint | null): void => {
    for (let top = open.at(-1); top && (place === null || top.after <= place); top = open.at(-1)) {
      open.pop()
      begin(top.after, open.at(-1)?.value)
    }
  }
  // Of two that begin together the wider first.
  ranges.sort((a, b) => compare(a.first, b.first) || compare(b.after, a.after))
  for (const range of ranges) {
    closeUntil(range.first)
    begin(range.first, range.value)
    open.push(range)
  }
  closeUntil(null)
  return stretches
}

function compare(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
