/** What was found wrong: all are counted, the first ones are kept. */
export interface Breaches {
  add(words: readonly string[], where: string): void
  count(): number
  shown(): readonly string[]
}

const MAX_SHOWN = 40
const MAX_CHARACTERS = 1000

export function createBreaches(): Breaches {
  const shown: string[] = []
  let count = 0
  return {
    add(words, where) {
      count += words.length
      for (const each of words) {
        if (shown.length < MAX_SHOWN) shown.push(`${where}: ${each}`.slice(0, MAX_CHARACTERS))
      }
    },
    count: () => count,
    shown: () => shown,
  }
}
