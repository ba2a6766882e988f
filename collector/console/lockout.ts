import { LRUCache } from 'lru-cache'
import type { Clock } from '../lib/clock.js'

export interface Lockout {
  /** Whole seconds until the address may try again; 0 when it may now. */
  waitSeconds(address: string): number
  /** Counts a wrong token. */
  failed(address: string): void
  /** A right one: what was wrong before is forgotten. */
  passed(address: string): void
}

/** A slip or two in pasting are no guessing. */
const MAX_FAILURES = 5
const LOCKED_MS = 15 * 60_000

/** Whoever has more addresses than that guesses 100 bits all the same. */
const MAX_ADDRESSES = 10_000

/**
 * After five wrong tokens an address waits for fifteen minutes, also with a right one: else its answers would go on
 * telling a guesser. Behind a proxy all operators are one address.
 */
export function createLockout({ clock }: { clock: Clock }): Lockout {
  const failures = new LRUCache<string, { count: number; lastAtMs: number }>({ max: MAX_ADDRESSES })
  return {
    waitSeconds(address) {
      const { count = 0, lastAtMs = 0 } = failures.get(address) ?? {}
      if (count < MAX_FAILURES) return 0
      return Math.max(0, Math.ceil((lastAtMs + LOCKED_MS - clock()) / 1000))
    },
    failed(address) {
      const nowMs = clock()
      const before = failures.get(address)
      const isRecent = before !== undefined && before.lastAtMs + LOCKED_MS > nowMs
      failures.set(address, { count: isRecent ? before.count + 1 : 1, lastAtMs: nowMs })
    },
    passed(address) {
      failures.delete(address)
    },
  }
}
