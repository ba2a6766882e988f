import { LRUCache } from 'lru-cache'
import type { WireEvent } from '../../wire/event.js'
import type { ContentRule } from '../lib/config-content.js'
import type { Site } from '../lib/config-file.js'
import { allowsOrigin } from '../lib/origins.js'
import { createContentRules } from './content-rules.js'
import { contentIdOf } from './page-content.js'
import { plainPath, routeOf } from './plain-path.js'

/** What a page is to sellers, under whatever address it was seen. */
export interface PageContent {
  contentId: string
  /** The page's own address, or the one that the page calls its own. */
  url: string
  rule: ContentRule | undefined
}

type Page = Pick<WireEvent['page'], 'url' | 'canonicalUrl'>
export type ContentOf = (siteId: string, page: Page) => PageContent

/** Of some kilobytes each at most. A site has fewer pages that are read at one time. */
const MAX_REMEMBERED = 2000

/** Asked for each event, so that it remembers what it has found out about a page. */
export function createContents({
  sites,
  content,
}: {
  sites: ReadonlyMap<string, Site>
  content: readonly ContentRule[]
}): ContentOf {
  const ruleOf = createContentRules(content)
  const known = new LRUCache<string, PageContent>({ max: MAX_REMEMBERED })
  return (siteId, page) => {
    const name = `${siteId} ${page.url} ${page.canonicalUrl ?? ''}`
    const remembered = known.get(name)
    if (remembered) return remembered
    const site = sites.get(siteId)
    const url = site ? addressOf(page, site) : page.url
    const rule = ruleOf(url)
    const found = { contentId: rule?.contentId ?? contentIdOf(url), url, rule }
    known.set(name, found)
    return found
  }
}

/**
 * The page's canonical address where it is to be believed: on the same site, and not of a page with a router's path,
 * whose document is written once for all of them. A root given for every page is a common mistake, which would make the
 * whole site one content.
 */
function addressOf({ url, canonicalUrl }: Page, site: Site): string {
  if (canonicalUrl === undefined) return url
  const [own, canonical] = [new URL(url), new URL(canonicalUrl)]
  const isRootOfAll = plainPath(canonical.pathname) === '/' && plainPath(own.pathname) !== '/'
  return allowsOrigin(site, canonical.origin) && !isRootOfAll && routeOf(own.hash) === undefined
    ? canonicalUrl
    : url
}
