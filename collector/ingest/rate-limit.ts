import type { Clock } from '../lib/clock.js'
import type { ConfigFile } from '../lib/config-file.js'
import { createTokenBuckets } from '../lib/token-buckets.js'
import { addressKey } from '../lib/address-key.js'
import { createClientAddress, type AddressClaim } from './client-address.js'
import { refuse, type Refusal } from './refusal.js'

export interface RateLimit {
  /** Before the body is read. */
  refuseAddress(claim: AddressClaim): Refusal | null
  /** Once the beacon has said for which site it is, one of the configuration's. */
  refuseSite(siteId: string): Refusal | null
}

/** Ten megabytes of addresses; who comes from more of them than this has to be held by the site's limit. */
const MAX_ADDRESSES = 50_000

/** More than any installation has. */
const MAX_SITES = 10_000

/** Who has closed the socket before it was looked at: all of them together count as one. */
const GONE = 'gone'

/** Counts beacons by visitor's address and by site; says 429 with the time until the next one may come. */
export function createRateLimit(deps: {
  rateLimit: ConfigFile['rateLimit']
  trustedProxies: readonly string[]
  clock: Clock
}): RateLimit {
  const { rateLimit, clock } = deps
  if (rateLimit === false) return { refuseAddress: () => null, refuseSite: () => null }
  const addresses = createTokenBuckets({
    perSecond: rateLimit.perAddressPerSecond,
    burst: rateLimit.perAddressBurst,
    maxKeys: MAX_ADDRESSES,
    clock,
  })
  const sites = createTokenBuckets({
    perSecond: rateLimit.perSitePerSecond,
    burst: rateLimit.perSiteBurst,
    maxKeys: MAX_SITES,
    clock,
  })
  const clientAddress = createClientAddress(deps.trustedProxies)
  return {
    refuseAddress(claim) {
      const address = clientAddress(claim)
      const retryAfterSeconds = addresses.take(address === null ? GONE : addressKey(address))
      if (retryAfterSeconds === 0) return null
      return { ...refuse(429, 'rate_limited_address'), retryAfterSeconds }
    },
    refuseSite(siteId) {
      const retryAfterSeconds = sites.take(siteId)
      if (retryAfterSeconds === 0) return null
      return { ...refuse(429, 'rate_limited_site'), siteId, retryAfterSeconds }
    },
  }
}
