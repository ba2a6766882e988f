import type { Config } from '../config.js'
import type { Site } from '../lib/config-file.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { shareTraffic, type SiteTraffic } from './share-traffic.js'
import { hasSecretKey } from './show-config.js'

/** A configured site, and what comes of it. Times are milliseconds since the epoch. */
export interface SiteSummary {
  siteId: string
  origins: string[]
  identity: Site['identity']
  bots: Site['bots']
  engagementCalls: boolean
  ownDomains: string[]
  titleSuffixes: string[]
  /** Of the keys by which its server signs identities; the keys themselves are not shown. */
  jwt: { kid: string; alg: string }[]
  hasSecretKey: boolean
  /** Null when none is among the newest events of the store. */
  lastEventAtMs: number | null
  traffic: SiteTraffic
}

export async function readSites(verbs: ReadVerbs, config: Config): Promise<SiteSummary[]> {
  const { bySite } = await verbs.readFreshness()
  const shares = await verbs.readAssuranceShares()
  const lastOf = new Map(bySite.map(({ siteId, receivedAtMs }) => [siteId, receivedAtMs]))
  return config.sites.map((site) => ({
    siteId: site.siteId,
    origins: site.origins,
    identity: site.identity,
    bots: site.bots,
    engagementCalls: site.engagementCalls,
    ownDomains: site.ownDomains,
    titleSuffixes: site.titleSuffixes,
    jwt: site.jwt.map(({ kid, alg }) => ({ kid, alg })),
    hasSecretKey: hasSecretKey(config, site.siteId),
    lastEventAtMs: lastOf.get(site.siteId) ?? null,
    traffic: shareTraffic(shares, site.siteId),
  }))
}
