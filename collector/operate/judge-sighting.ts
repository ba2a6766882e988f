import { getDomain } from 'tldts'
import type { Site } from '../lib/config-file.js'
import { allowsOrigin } from '../lib/origins.js'
import type { SeenRefusal, Sightings, SiteSightings } from '../lib/sightings.js'
import type { Fact, Trouble } from './sighting-fact.js'
import { inWords, type SightingWords } from './sighting-words.js'

/** What "we see you" says of a site: what was seen of it last, in words that say what is wrong and the next steps. */
export type SightingVerdict = Fact & SightingWords

/** A success stays one for so long, whatever else is seen meanwhile. */
const GREEN_MS = 5 * 60_000

/** The snippet sends within a second; a slow page and a slow network have some more. */
const FIRST_BEACON_MS = 15_000

/** Beyond it a refused origin that is not like any of the site's is somebody else's. */
const STRANGER_MS = 10 * 60_000

/** The latest fact decides, but a success of the last minutes goes before it. */
export function judgeSighting(
  sightings: Sightings,
  { site, nowMs }: { site: Pick<Site, 'siteId' | 'origins'>; nowMs: number },
): SightingVerdict {
  const fact = latestFact(sightings, site, nowMs)
  return { ...fact, ...inWords(fact, site) }
}

function latestFact(
  sightings: Sightings,
  site: Pick<Site, 'siteId' | 'origins'>,
  nowMs: number,
): Fact {
  const own = sightings.sites.find(({ siteId }) => siteId === site.siteId)
  const trouble = latest([
    ...(own ? troublesOf(own, site) : []),
    ...otherSites(sightings, site),
    ...refusalsOf(sightings, site),
  ])
  const silence = latest(silentLoads(sightings, site, nowMs))
  const accepted = own?.accepted
  if (accepted) {
    const isLater = (fact: Trouble | null) => fact !== null && fact.atMs > accepted.atMs
    const isGreen = nowMs - accepted.atMs <= GREEN_MS
    // That somebody loads the script and does not agree to more is everyday life.
    if (isGreen || !(isLater(trouble) || isLater(silence))) {
      return { kind: 'seen', ...accepted, later: isLater(trouble) ? trouble : null }
    }
  }
  const last = latest([trouble, silence].filter((each) => each !== null))
  if (last) return last
  const recent = seenRefusals(sightings.refusals, site).filter(
    ({ atMs }) => nowMs - atMs <= STRANGER_MS,
  )
  const stranger = latest(recent.filter(({ code }) => code === 'origin_not_allowed'))
  if (stranger) return stranger
  const unnamed = sightings.loads.find(({ origin }) => origin === null)
  return { kind: 'nothing', atMs: sightings.sinceMs, loadedAtMs: unnamed?.atMs ?? null }
}

function troublesOf(
  { refusals, drops, failures }: SiteSightings,
  site: Pick<Site, 'origins'>,
): Trouble[] {
  return [
    ...failures.map((each) => ({ kind: 'failed' as const, ...each })),
    ...drops.map((each) => ({ kind: 'bots' as const, ...each })),
    ...seenRefusals(refusals, site),
  ]
}

/** Pages of this site that say they are another's. */
function otherSites(
  { sites, unknownSites }: Sightings,
  site: Pick<Site, 'siteId' | 'origins'>,
): Trouble[] {
  const configured = sites
    .filter(({ siteId }) => siteId !== site.siteId)
    .flatMap(({ siteId, refusals }) =>
      refusals
        .filter(({ code }) => code === 'origin_not_allowed')
        .map(({ origin, atMs }) => ({ siteId, origin, atMs })),
    )
  const named = [...unknownSites, ...configured].flatMap(({ origin, ...each }) =>
    origin !== null && allowsOrigin(site, origin) ? [{ origin, ...each }] : [],
  )
  const last = latest(named)
  if (!last) return []
  const siteIds = [...new Set(named.map(({ siteId }) => siteId))].sort()
  return [{ kind: 'unknown_site', siteIds, origin: last.origin, atMs: last.atMs }]
}

/** Refused before their site was known, from its origins or from one that is so like them that it is meant to be one. */
function refusalsOf(sightings: Sightings, site: Pick<Site, 'origins'>): Trouble[] {
  return seenRefusals(sightings.refusals, site).filter(({ code, origin, isKin }) =>
    code === 'origin_not_allowed' ? isKin : allowsOrigin(site, origin),
  )
}

function seenRefusals(refusals: readonly SeenRefusal[], site: Pick<Site, 'origins'>) {
  return refusals.flatMap(({ origin, ...each }) => {
    if (origin === null) return []
    return [{ kind: 'refused' as const, ...each, origin, isKin: isKin(site, origin) }]
  })
}

function silentLoads({ loads }: Sightings, site: Pick<Site, 'origins'>, nowMs: number): Trouble[] {
  return loads.flatMap(({ origin, atMs, firstAtMs, ...load }) => {
    if (origin === null) return []
    const isListed = allowsOrigin(site, origin)
    if (!isListed && (load.isListed || !isKin(site, origin))) return []
    const isFresh = isListed && nowMs - firstAtMs < FIRST_BEACON_MS
    return [{ kind: 'loaded_silent' as const, origin, atMs, isListed, isFresh }]
  })
}

/** Of the same registered domain, or of the same host by another scheme or port. */
function isKin({ origins }: Pick<Site, 'origins'>, origin: string): boolean {
  const name = nameOf(origin)
  return name !== '' && origins.some((each) => nameOf(each) === name)
}

function nameOf(origin: string): string {
  const [, host = ''] = /^https?:\/\/(\[[^\]]*\]|[^/:]+)/.exec(origin) ?? []
  return getDomain(host, { allowPrivateDomains: true }) ?? host
}

/** The first of those that are latest. */
function latest<T extends { atMs: number }>(facts: readonly T[]): T | null {
  return facts.reduce<T | null>(
    (last, each) => (last === null || each.atMs > last.atMs ? each : last),
    null,
  )
}
