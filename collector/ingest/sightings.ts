import { LRUCache } from 'lru-cache'
import type { Clock } from '../lib/clock.js'
import type { Site } from '../lib/config-file.js'
import { createOriginList } from '../lib/origins.js'
import type { SeenLoad, SeenRefusal, Sightings, SiteSightings } from '../lib/sightings.js'
import type { SpooledBeacon } from '../store/spool/spooled-beacon.js'
import { quote } from './quote.js'
import type { Refusal } from './refusal.js'

/** What ingest tells of each thing that it has seen. None of these throws or waits. */
export interface SightingHooks {
  /** It is durable: its events, those that failed, or how many a bot's were. The origin is one of its site's. */
  beaconStored(beacon: SpooledBeacon, origin: string): void
  beaconRefused(refusal: Refusal, origin: string | null): void
  scriptLoaded: (referer: string | undefined) => void
}

/** Where nobody looks. */
export const NO_SIGHTINGS: SightingHooks = {
  beaconStored: () => undefined,
  beaconRefused: () => undefined,
  scriptLoaded: () => undefined,
}

/** Origins of configured sites, which no stranger can multiply but by the ports of a site that takes any. */
const MAX_LISTED = 500

/** What strangers say of themselves; the one that was seen longest ago is forgotten. */
const MAX_STRANGERS = 100
const MAX_UNKNOWN_SITES = 20

/** A host name has 253. */
const MAX_ORIGIN_CHARACTERS = 300
const MAX_DETAIL_CHARACTERS = 200

/** Loads that follow each other sooner are one row. */
const ROW_GAP_MS = 60_000

/**
 * Remembers for "we see you" what came of each site, of each kind the last: in memory, bounded, gone with the process.
 * A beacon that is accepted costs one small object.
 */
export function createSightings({
  clock,
  sites,
}: {
  clock: Clock
  sites: ReadonlyMap<string, Pick<Site, 'origins'>>
}): SightingHooks & { read(): Sightings } {
  const sinceMs = clock()
  const bySite = new Map([...sites.keys()].map((siteId) => [siteId, createSite()]))
  const isListed = createOriginList([...sites.values()].flatMap(({ origins }) => origins))
  // Apart, so that no flood of invented origins puts out what is known of the sites' own.
  const loads = createTwoParts<SeenLoad>()
  const refusals = createTwoParts<SeenRefusal>()
  const unknownSites = new LRUCache<string, Sightings['unknownSites'][number]>({
    max: MAX_UNKNOWN_SITES,
  })

  function createTwoParts<T extends { origin: string | null }>() {
    const listed = new LRUCache<string, T>({ max: MAX_LISTED })
    const strangers = new LRUCache<string, T>({ max: MAX_STRANGERS })
    return {
      get: (key: string): T | undefined => listed.get(key) ?? strangers.get(key),
      put(key: string, seen: T): void {
        const part = seen.origin !== null && isListed(seen.origin) ? listed : strangers
        part.set(key, seen)
      },
      read: (): T[] => [...listed.values(), ...strangers.values()],
    }
  }

  return {
    beaconStored({ siteId, receivedAtMs: atMs, userAgent, ...beacon }, origin) {
      const { events, failedEvents, dropped } = beacon
      const site = bySite.get(siteId)
      if (!site) return
      if (events.length > 0) site.accepted = { origin, atMs, eventCount: events.length }
      if (dropped) {
        const { reason } = dropped
        const agent = userAgent === null ? null : quote(userAgent, MAX_DETAIL_CHARACTERS)
        site.drops.set(reason, { reason, origin, atMs, userAgent: agent })
      }
      for (const { reason, detail: whole } of failedEvents) {
        const detail = quote(whole, MAX_DETAIL_CHARACTERS)
        site.failures.set(reason, { reason, origin, atMs, detail })
      }
    },
    beaconRefused({ error: code, siteId, unknownSiteId }, from) {
      const atMs = clock()
      const origin = from === null ? null : shown(from)
      if (unknownSiteId !== undefined) {
        if (origin === null) return
        unknownSites.set(`${unknownSiteId} ${origin}`, { siteId: unknownSiteId, origin, atMs })
        return
      }
      const site = siteId === undefined ? undefined : bySite.get(siteId)
      if (site) site.refusals.set(code, { code, origin, atMs })
      else refusals.put(`${code} ${origin}`, { code, origin, atMs })
    },
    scriptLoaded(referer) {
      const origin = originOf(referer)
      const atMs = clock()
      const known = loads.get(String(origin))
      const goesOn = known !== undefined && atMs - known.atMs < ROW_GAP_MS
      loads.put(String(origin), {
        origin,
        isListed: origin !== null && isListed(origin),
        atMs,
        firstAtMs: goesOn ? known.firstAtMs : atMs,
      })
    },
    read: () => ({
      sinceMs,
      sites: [...bySite].map(([siteId, { accepted, ...lasts }]) => ({
        siteId,
        accepted,
        refusals: [...lasts.refusals.values()],
        drops: [...lasts.drops.values()],
        failures: [...lasts.failures.values()],
      })),
      loads: loads.read(),
      refusals: refusals.read(),
      unknownSites: [...unknownSites.values()],
    }),
  }
}

/** By code, of which the catalogue has a few dozen. */
interface SiteMemory extends Pick<SiteSightings, 'accepted'> {
  refusals: Map<string, SeenRefusal>
  drops: Map<string, SiteSightings['drops'][number]>
  failures: Map<string, SiteSightings['failures'][number]>
}

function createSite(): SiteMemory {
  return { accepted: null, refusals: new Map(), drops: new Map(), failures: new Map() }
}

/** A Referer is a whole address or, by the default policy, an origin: https://www.w3.org/TR/referrer-policy/ */
function originOf(referer: string | undefined): string | null {
  const [origin] = /^https?:\/\/[^/?#\s]+/i.exec(referer ?? '') ?? []
  return origin === undefined ? null : shown(origin)
}

/** An origin is ASCII, since names of other scripts come as Punycode; anything else is made up. */
function shown(origin: string): string {
  return quote(origin, MAX_ORIGIN_CHARACTERS).replace(/[^\x21-\x7e…]/g, '?')
}
