import { LRUCache } from 'lru-cache'

/** A person has a browser at work and one at home; a token in more was taken from one of them. */
const MAX_BROWSERS = 2

/** Tokens of many days, in about 20 MB; beyond it the one that was used longest ago is forgotten. */
const MAX_TOKENS = 100_000

/**
 * In which browsers tokens that are bound to none have served, by their `jti` or, without one, by a hash. Kept in this
 * process's memory: a restart forgets it, and several processes that stitch count each for itself. Only `aid` binds a
 * token for certain.
 */
export function createTokenBrowsers() {
  const browsersOf = new LRUCache<string, readonly string[]>({ max: MAX_TOKENS })

  return {
    /** Whether the token may serve in this browser too; if so, it counts. */
    mayServe({ siteId, jti, anonymousId }: Record<'siteId' | 'jti' | 'anonymousId', string>) {
      const name = JSON.stringify([siteId, jti])
      const known = browsersOf.get(name) ?? []
      if (known.includes(anonymousId)) return true
      if (known.length >= MAX_BROWSERS) return false
      browsersOf.set(name, [...known, anonymousId])
      return true
    },
  }
}
