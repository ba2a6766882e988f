import type { Clock } from './clock.js'

export interface Seldom {
  /** How often the key was kept quiet since it was last due; null when it is to be kept quiet now. */
  due(key: string): number | null
}

const QUIET_MS = 60_000

/** More than codes times sites in any installation; beyond it the key that was first seen is forgotten. */
const MAX_KEYS = 1000

/** Says of things that may happen thousands of times a second when one is to be written down: once a minute by key. */
export function createSeldom(clock: Clock): Seldom {
  const seen = new Map<string, { dueAtMs: number; suppressed: number }>()

  return {
    due(key) {
      const nowMs = clock()
      const known = seen.get(key)
      if (known && nowMs < known.dueAtMs) {
        known.suppressed++
        return null
      }
      if (!known && seen.size >= MAX_KEYS) {
        const [first] = seen.keys()
        if (first !== undefined) seen.delete(first)
      }
      seen.set(key, { dueAtMs: nowMs + QUIET_MS, suppressed: 0 })
      return known?.suppressed ?? 0
    },
  }
}
