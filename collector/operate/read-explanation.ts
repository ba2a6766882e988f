import { join, resolve } from 'node:path'
import type { Config } from '../config.js'
import { explain } from '../explain/explain.js'
import type { Explanation } from '../explain/explanation.js'
import { findRows } from '../explain/find-rows.js'
import { explainNowhere, type Nowhere } from '../explain/nowhere.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { lookIntoSpool } from '../store/spool/look-into-spool.js'

/** What became of an id, or where one that the store does not have may be. */
export type Answer = { explanations: Explanation[] } | Nowhere

interface Asked {
  /** An event's, an interaction's number, or the eventId by which Gong knows one. */
  id: string
  /** Looked on beside those of the configuration. */
  otherSiteIds?: readonly string[]
}

/** Explains whatever has an id; looks into this machine's spool when the store has nothing. */
export async function readExplanation(
  verbs: ReadVerbs,
  config: Config,
  { id, otherSiteIds = [] }: Asked,
): Promise<Answer> {
  const siteIds = [...new Set([...config.sites.map(({ siteId }) => siteId), ...otherSiteIds])]
  const found = await findRows(verbs, { id, siteIds })
  if (found.length === 0) return readNowhere(verbs, config, { id, siteIds })
  const setting = {
    companyName: config.companyName,
    sites: new Map(config.sites.map((each) => [each.siteId, each])),
    installationId: await verbs.readInstallationId(),
    maxLinkBrowsers: config.links.maxBrowsers,
  }
  return { explanations: found.map((rows) => explain(rows, setting)) }
}

async function readNowhere(
  verbs: ReadVerbs,
  { dataDir, retention }: Config,
  { id, siteIds }: { id: string; siteIds: string[] },
): Promise<Nowhere> {
  return explainNowhere({
    id,
    siteIds,
    retention,
    spool: lookIntoSpool(join(resolve(dataDir), 'spool.db'), `"${id}`),
    oldestReceivedAtMs: await verbs.readOldestReceived(),
    drops: await verbs.countDrops(siteIds),
  })
}

/** An address is what somebody who is asked about a person has at hand, and no id of anything here. */
export function isAddress(text: string): boolean {
  return text.includes('@')
}
