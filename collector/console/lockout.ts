import { LRUCache } from 'lru-cache'
import type { Clock } from '../lib/clock.js'
import { createTokenBuckets } from '../lib/token-buckets.js'

/** What a wrong token is answered. */
export type WrongToken =
  /** Whole seconds until the next wrong one from there is looked at as a slip again. */
  | { kind: 'locked out'; waitSeconds: number }
  /** `isNews`: the first from there in a while, which is worth a line in the audit log. */
  | { kind: 'refused'; isNews: boolean }

export interface Lockout {
  /** Counts a wrong token, by what `addressKey` makes of the address it came from. */
  failed(key: string): WrongToken
}

/** A slip or two in pasting are no guessing. */
const MAX_FAILURES = 5
const LOCKED_MS = 15 * 60_000

/** Whoever has more addresses than that guesses 100 bits all the same. */
const MAX_ADDRESSES = 10_000

/** Of all addresses together: who has a network of them fills no log either. */
const NEWS = { perSecond: 1 / 60, burst: 100, maxKeys: 1 }

/**
 * After five wrong tokens an address is told for fifteen minutes to come again later. A right token passes always: behind
 * a proxy all the world has one address, and a stranger's guesses would lock every operator out for as long as he goes
 * on. So this keeps nobody from guessing, and need not: tokens are 20 random characters or more. It slows whoever tries,
 * says so, and keeps the audit log readable.
 */
export function createLockout({ clock }: { clock: Clock }): Lockout {
  const failures = new LRUCache<string, { count: number; lastAtMs: number }>({ max: MAX_ADDRESSES })
  const news = createTokenBuckets({ ...NEWS, clock })
  return {
    failed(key) {
      const nowMs = clock()
      const before = failures.get(key)
      const isRecent = before !== undefined && before.lastAtMs + LOCKED_MS > nowMs
      if (isRecent && before.count >= MAX_FAILURES) {
        const waitSeconds = Math.ceil((before.lastAtMs + LOCKED_MS - nowMs) / 1000)
        return { kind: 'locked out', waitSeconds }
      }
      failures.set(key, { count: isRecent ? before.count + 1 : 1, lastAtMs: nowMs })
      return { kind: 'refused', isNews: !isRecent && news.take('') === 0 }
    },
  }
}
