import { BOMB_BYTES } from './mutations/encodings.js'

const MIB = 1024 * 1024

/** All that a collector may keep of what it was sent. */
export const MAX_GROWTH_BYTES = 32 * MIB

/** Levels of resident memory, each null where it was not measured. */
export interface MemoryLevels {
  /** At rest, after the warm-up and at the end. */
  warmBytes: number | null
  endBytes: number | null
  /** By how much the highest level ever rose while bombs came, many at a time. */
  bombsBytes: number | null
}

/** What is wrong with how memory grew, in words. */
export function judgeMemory({ warmBytes, endBytes, bombsBytes }: MemoryLevels): string[] {
  const breaches: string[] = []
  if (warmBytes !== null && endBytes !== null && endBytes - warmBytes > MAX_GROWTH_BYTES) {
    breaches.push(`memory grew from ${inMib(warmBytes)} to ${inMib(endBytes)}`)
  }
  if (bombsBytes !== null && bombsBytes > MAX_GROWTH_BYTES) {
    breaches.push(
      `memory rose by ${inMib(bombsBytes)} while bombs of ${inMib(BOMB_BYTES)} came: one was inflated`,
    )
  }
  return breaches
}

export function describeMemory({ warmBytes, endBytes, bombsBytes }: MemoryLevels): string {
  const say = (bytes: number | null): string => (bytes === null ? 'not measured' : inMib(bytes))
  return `resident memory: ${say(warmBytes)} after the warm-up, ${say(endBytes)} at the end; bombs raised its peak by ${say(bombsBytes)}`
}

function inMib(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`
}
