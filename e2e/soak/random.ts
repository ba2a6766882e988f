/** Chance that a seed repeats. */
export interface Random {
  /** A whole number from `min` to `max`, both possible. */
  whole(min: number, max: number): number
  pick<T>(items: readonly [T, ...T[]]): T
  /** The same items in another order. */
  shuffle<T>(items: readonly T[]): T[]
}

/** Each use has a stream of its own, named in the seed, so that one that draws more does not change the others. */
export function createRandom(seed: string): Random {
  let state = hash(seed)
  // mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (min: number, max: number): number => min + Math.floor(fraction() * (max - min + 1))
  return {
    whole,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
    shuffle(items) {
      const rest = [...items]
      return items.flatMap(() => rest.splice(whole(0, rest.length - 1), 1))
    },
  }
}

/** FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193)
  return value
}
