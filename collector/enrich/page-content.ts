import type { Site } from '../lib/config-file.js'
import { cleanText } from '../lib/clean-text.js'
import { plainPath, routeOf, withoutSecrets } from './plain-path.js'

export interface Page {
  url: string
  title: string
}

/**
 * What a page is, whatever parameters its address carried: host and path in one spelling, and the path that a router
 * keeps in the fragment. So `/pricing/?utm_source=x#top` and `/pricing/index.html` are one content. The scheme is none of
 * it; host and port are as the URL parser leaves them, in small letters and without a port that goes without saying, and
 * without the dot that may end a host's name.
 */
export function contentIdOf(pageUrl: string): string {
  const { host, pathname, hash } = new URL(pageUrl)
  const route = routeOf(hash)
  const fragment = route === undefined ? '' : `#${hash.startsWith('#!') ? '!' : ''}${route}`
  return host.replace(/\.(?=:|$)/, '') + plainPath(pathname) + fragment
}

/** A link that a seller may click: on the site's own origins only, and nothing but its path, without mail addresses and tokens. */
export function contentUrlOf(pageUrl: string, allowsOrigin: (origin: string) => boolean) {
  const { origin, pathname } = new URL(pageUrl)
  return allowsOrigin(origin) ? origin + withoutSecrets(pathname) : undefined
}

/** The page's title for sellers, never empty: its own without the site's suffixes, else its path, else its host. */
export function pageTitleOf(page: Page, site: Pick<Site, 'titleSuffixes'>): string {
  const own = cleanText(page.title)
  const suffix = site.titleSuffixes.find((each) => own.endsWith(each.trimEnd()))
  const cut = suffix ? own.slice(0, -suffix.trimEnd().length).trim() : own
  const { host, pathname, hash } = new URL(page.url)
  const path = routeOf(hash) ?? withoutSecrets(pathname)
  return cut || own || (path === '/' ? host : cleanText(unescaped(path))) || host
}

/** As people write it: `/größe` and not `/gr%C3%B6%C3%9Fe`. */
function unescaped(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path // Escapes that are no UTF-8 stay as they are.
  }
}
