import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { EventOf, WireEvent } from '../../wire/event.js'
import type { Clock } from '../lib/clock.js'
import type { ConfigFile, Site } from '../lib/config-file.js'
import { addressKey, createClientAddress, type AddressClaim } from './client-address.js'

/** Whether an event, from this address, names one person too many. */
export type NamesTooMany = (event: WireEvent) => boolean

const DAY_MS = 24 * 60 * 60 * 1000

/** With twenty people each, twenty megabytes. */
const MAX_ADDRESSES = 50_000

/** Who has closed the socket before it was looked at: all of them together count as one. */
const GONE = 'gone'

/**
 * One address may claim to be so many different people in 24 hours, whatever else it sends: a stranger cannot write into
 * the timelines of a list of people. Who was named within that time may be named again. Proof is not counted: a token of
 * a site that signs counts for nothing where it does not hold. What is remembered, in memory alone, is of 50,000 addresses;
 * of more the one that named somebody longest ago starts anew.
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
  const addresses = new LRUCache<string, Map<string, number>>({ max: MAX_ADDRESSES })

  return (claim, site) => (event) => {
    if (event.type !== 'identify') return false
    if (event.token !== undefined && site.jwt.length > 0) return false
    const name = nameOf(event)
    if (name === null) return false
    const address = clientAddress(claim)
    const key = address === null ? GONE : addressKey(address)
    const named = addresses.get(key) ?? new Map<string, number>()
    return !admit(named, hash(`${site.siteId} ${name}`), key)
  }

  function admit(named: Map<string, number>, person: string, key: string): boolean {
    const nowMs = clock()
    // A clock that was set back must not keep them for longer.
    const isOver = (firstMs = -Infinity) => firstMs <= nowMs - DAY_MS || firstMs > nowMs
    if (!isOver(named.get(person))) return true
    for (const [each, firstMs] of named) if (isOver(firstMs)) named.delete(each)
    if (named.size >= max) return false
    addresses.set(key, named.set(person, nowMs))
    return true
  }
}

/** By what the stages tell people apart, as far as the page says it. */
function nameOf({ person }: EventOf<'identify'>): string | null {
  const { email, phoneNumber, personId } = person
  const name = email?.toLowerCase() ?? phoneNumber ?? personId
  return name?.trim() || null
}

/** Short enough to keep a million of, and nobody's address in clear. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64').slice(0, 12)
}
