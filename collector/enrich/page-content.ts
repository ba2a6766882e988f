import type { Site } from '../lib/config-file.js'
import { cleanText } from '../lib/clean-text.js'

export interface Page {
  url: string
  title: string
}

/** A path that a router keeps in the fragment, such as `#/pricing` or `#!/pricing`; the snippet sends it if asked. */
const FRAGMENT_PATH = /^#!?\/./

/**
 * What a page is, whatever parameters its address carried: host and path, without a trailing slash, so that
 * `/pricing/?utm_source=x#top` and `/pricing` are one content.
 */
export function contentIdOf(pageUrl: string): string {
  const { host, pathname, hash } = new URL(pageUrl)
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname
  return host + path + (FRAGMENT_PATH.test(hash) ? hash : '')
}

/** A link that a seller may click: on the site's own origins only, and nothing but its path. */
export function contentUrlOf(pageUrl: string, allowsOrigin: (origin: string) => boolean) {
  const { origin, pathname } = new URL(pageUrl)
  return allowsOrigin(origin) ? origin + pathname : undefined
}

/** The page's title for sellers, never empty: its own without the site's suffixes, else its path, else its host. */
export function pageTitleOf(page: Page, site: Pick<Site, 'titleSuffixes'>): string {
  const own = cleanText(page.title)
  const suffix = site.titleSuffixes.find((each) => own.endsWith(each.trimEnd()))
  const cut = suffix ? own.slice(0, -suffix.trimEnd().length).trim() : own
  const { host, pathname } = new URL(page.url)
  return cut || own || (pathname === '/' ? host : cleanText(pathname)) || host
}
