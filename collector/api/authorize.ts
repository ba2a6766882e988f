import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../lib/clock.js'
import { hashSecretKey, type SecretKey } from '../lib/secret-keys.js'
import { createTokenBuckets } from '../lib/token-buckets.js'
import { refuse, refuseForNow, type ApiRefusal } from './api-refusal.js'

/** Wrong keys from one address: a burst for a slip in somebody's set-up, then one in ten seconds. */
const WRONG_KEYS = { perSecond: 0.1, burst: 10, maxKeys: 50_000 }

/** https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i

/** Of one request: its header as it came, and what counts as the address that it comes from. */
interface Claim {
  authorization: string | undefined
  addressKey: string
}

/**
 * Tells which site's server asks, by its secret key. A right one passes always: behind a proxy that is not told of, all
 * the world has one address, and a stranger's wrong keys would lock the site's own server out. So the limit keeps nobody
 * from guessing on, and need not: keys are 20 random characters or more. It says to come again later to whoever has
 * mistaken a key.
 */
export function createAuthorize({
  secretKeys,
  clock,
}: {
  secretKeys: readonly SecretKey[]
  clock: Clock
}): (claim: Claim) => { kind: 'site'; siteId: string } | ApiRefusal {
  const siteOf = createKeyring(secretKeys)
  const wrongKeys = createTokenBuckets({ ...WRONG_KEYS, clock })

  return function authorize({ authorization, addressKey }) {
    const key = BEARER.exec(authorization ?? '')?.[1]
    if (key === undefined) {
      return refuse(401, 'secret_key_missing', { headers: { 'WWW-Authenticate': 'Bearer' } })
    }
    const siteId = siteOf(key)
    if (siteId !== null) return { kind: 'site', siteId }
    const retryAfterSeconds = wrongKeys.take(addressKey)
    if (retryAfterSeconds > 0) return refuseForNow(429, 'secret_key_guessed', retryAfterSeconds)
    const headers = { 'WWW-Authenticate': 'Bearer error="invalid_token"' }
    return refuse(401, 'secret_key_unknown', { headers })
  }
}

/** Looks at every key, whichever fits, so that the time it takes tells nothing of any. */
function createKeyring(secretKeys: readonly SecretKey[]): (key: string) => string | null {
  const known = secretKeys.map(({ siteId, keyHash }) => ({ siteId, hash: Buffer.from(keyHash) }))
  return (key) => {
    const given = Buffer.from(hashSecretKey(key))
    let siteId: string | null = null
    for (const each of known) if (timingSafeEqual(each.hash, given)) ({ siteId } = each)
    return siteId
  }
}
