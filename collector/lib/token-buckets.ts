import { LRUCache } from 'lru-cache'
import type { Clock } from './clock.js'

export interface TokenBuckets {
  /** Takes one token of the key's bucket: 0 when there was one, else whole seconds until there is. */
  take: (key: string) => number
  /** How many keys are remembered. */
  size: () => number
}

interface Bucket {
  tokens: number
  filledAtMs: number
}

/**
 * A bucket of `burst` tokens a key, refilled by `perSecond`. Of more than `maxKeys` the one that was asked for longest
 * ago is forgotten and starts full again, so a flood from ever new addresses costs no memory; what holds it is the
 * site's own bucket.
 */
export function createTokenBuckets({
  perSecond,
  burst,
  maxKeys,
  clock,
}: {
  perSecond: number
  burst: number
  maxKeys: number
  clock: Clock
}): TokenBuckets {
  const buckets = new LRUCache<string, Bucket>({ max: maxKeys })
  return {
    take(key) {
      const nowMs = clock()
      let bucket = buckets.get(key)
      if (!bucket) buckets.set(key, (bucket = { tokens: burst, filledAtMs: nowMs }))
      // A clock that was set back earns nothing, and the bucket goes on from where the clock is now.
      const earned = (Math.max(0, nowMs - bucket.filledAtMs) * perSecond) / 1000
      bucket.tokens = Math.min(burst, bucket.tokens + earned)
      bucket.filledAtMs = nowMs
      if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond))
      bucket.tokens -= 1
      return 0
    },
    size: () => buckets.size,
  }
}
