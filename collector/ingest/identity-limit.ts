import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { WireEvent } from '../../wire/event.js'
import type { Clock } from '../lib/clock.js'
import type { ConfigFile, Site } from '../lib/config-file.js'
import { normalizePerson } from '../lib/normalize-person.js'
import { personKey } from '../store/who.js'
import { addressKey } from '../lib/address-key.js'
import { createClientAddress, type AddressClaim } from './client-address.js'

/** Whether an event, from this address, names one person too many. */
export type NamesTooMany = (event: WireEvent) => boolean

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * A mail names its reader for certain, and an office reads many: an address may bring so many times as many different
 * trackingIds as people. Without an end it could fill the facts of all visitors.
 */
const TRACKING_IDS_PER_PERSON = 10

/** Of 50,000 addresses with twenty each: twenty megabytes. */
const MAX_NAMES = 1_000_000

/** Who has closed the socket before it was looked at: all of them together count as one. */
const GONE = 'gone'

/**
 * One address may claim to be so many different people in 24 hours, whatever else it sends: a stranger cannot write into
 * the timelines of a list of people. Who was named within that time may be named again. Proof is not counted: a token of
 * a site that signs counts for nothing where it does not hold. Nor are trackingIds, which have a limit of their own. What
 * is remembered, in memory alone, is a million names; of more the address that named somebody longest ago starts anew.
 */
export function createIdentityLimit(deps: {
  rateLimit: ConfigFile['rateLimit']
  trustedProxies: readonly string[]
  clock: Clock
}): (claim: AddressClaim, site: Site) => NamesTooMany {
  const { rateLimit, trustedProxies, clock } = deps
  if (rateLimit === false) return () => () => false
  const { identitiesPerAddressPerDay: max } = rateLimit
  const clientAddress = createClientAddress(trustedProxies)
  /** By address: a hash of each person, and when it was first named. */
  const addresses = new LRUCache<string, ReadonlyMap<string, number>>({
    maxSize: MAX_NAMES,
    sizeCalculation: (named) => named.size,
  })

  return (claim, site) => (event) => {
    const { trackingId } = event
    const name = claimIn(event, site)
    if (name === null && trackingId === undefined) return false
    const address = clientAddress(claim)
    const key = address === null ? GONE : addressKey(address)
    const most = max * TRACKING_IDS_PER_PERSON
    return !(
      (trackingId === undefined || admit(trackingId, { site, key: `${key} by mail`, most })) &&
      (name === null || admit(name, { site, key, most: max }))
    )
  }

  function admit(name: string, { site, key, most }: { site: Site; key: string; most: number }) {
    const person = hash(`${site.siteId} ${name}`)
    const nowMs = clock()
    const known = addresses.get(key)
    // A clock that was set back must not keep them for longer.
    const isOver = (firstMs = -Infinity) => firstMs <= nowMs - DAY_MS || firstMs > nowMs
    if (!isOver(known?.get(person))) return true
    // A copy: the cache asks for the size of another map only.
    const named = new Map(known)
    for (const [each, firstMs] of named) if (isOver(firstMs)) named.delete(each)
    if (named.size >= most) return false
    addresses.set(key, named.set(person, nowMs))
    return true
  }
}

/** Whom the page says without proof, by what the stages tell people apart; null when nobody. */
function claimIn(event: WireEvent, { jwt }: Site): string | null {
  if (event.type !== 'identify') return null
  const isSigned = event.token !== undefined && jwt.length > 0
  return isSigned ? null : personKey(normalizePerson(event.person))
}

/** Short enough to keep a million of, and nobody's address in clear. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64').slice(0, 12)
}
