import type { ContentRule } from '../lib/config-content.js'
import type { Site } from '../lib/config-file.js'
import type { StoredEvent } from '../store/events.js'
import { pageTitleOf } from './page-content.js'

/**
 * The title of the page that events happened on, never empty: by its rule, else its own of the latest view that had one,
 * since a single-page application may set it late.
 */
export function titleOfPages(
  stored: readonly [StoredEvent, ...StoredEvent[]],
  { rule, site }: { rule: ContentRule | undefined; site: Pick<Site, 'titleSuffixes'> },
): string {
  const pages = stored.map(({ event }) => event.page)
  const page = pages.findLast(({ title }) => title.trim() !== '') ?? stored[0].event.page
  return rule?.title ?? pageTitleOf(page, site)
}
