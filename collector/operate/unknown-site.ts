import type { Config } from '../config.js'
import type { Store } from '../store/store.js'
import type { Whom } from './erase-whom.js'

/** Why a browser's site must be mistyped, in words; null where it is configured or the store has something from it. */
export async function unknownSite(
  { config, store }: { config: Pick<Config, 'sites'>; store: Pick<Store, 'hasSite'> },
  whom: Whom,
): Promise<string | null> {
  if (whom.by !== 'anonymousId') return null
  const { siteId } = whom
  const configured = config.sites.map((site) => site.siteId)
  if (configured.includes(siteId) || (await store.hasSite(siteId))) return null
  return `no site ${JSON.stringify(siteId)} is configured or in the store; configured: ${configured.join(', ') || 'none'}`
}
