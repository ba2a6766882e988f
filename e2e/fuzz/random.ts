/** Numbers that look random and follow from their seed alone. */
export interface Random {
  /** A whole number from 0 to below `end`. */
  int(end: number): number
  pick<T>(from: readonly T[]): T
  bytes(count: number): Buffer
}

/** The `n`th stream of a seed, so that any one shot of a run can be made again without those before it. */
export function createRandom(seed: number, n = 0): Random {
  // Mulberry32, whose 32 bits of state are plenty for one shot.
  let state = Math.imul(seed ^ 0x5eed, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b)
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }

  const int = (end: number): number => Math.floor(next() * end)
  return {
    int,
    pick(from) {
      const picked = from[int(from.length)]
      if (picked === undefined) throw new Error('there was nothing to pick from')
      return picked
    },
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => int(256))),
  }
}
