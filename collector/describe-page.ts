import type { DescribePage } from './api/shares-route.js'
import { createContents } from './enrich/contents.js'
import { contentUrlOf, pageTitleOf } from './enrich/page-content.js'
import type { ConfigFile, Site } from './lib/config-file.js'

/**
 * Tells what a page of a site is to sellers by its address alone, with the very id that its views get. A page that calls
 * itself by another, canonical address is known by that one, which only its views tell.
 */
export function createDescribePage({
  sites,
  content,
}: {
  sites: ReadonlyMap<string, Site>
  content: ConfigFile['content']
}): DescribePage {
  const contentOf = createContents({ sites, content })
  return (site, pageUrl) => {
    const { contentId, url, rule } = contentOf(site.siteId, { url: pageUrl })
    return {
      contentId,
      // Whoever asks has seen that it is the site's own.
      contentUrl: contentUrlOf(url, () => true) ?? url,
      title: rule?.title ?? pageTitleOf({ url, title: '' }, site),
      ...(rule?.labels?.length && { labels: rule.labels }),
      priority: rule?.priority ?? 'normal',
      ...(rule && { rule: rule.match }),
    }
  }
}
