import type { Site } from '../lib/config-file.js'
import { allowsOrigin } from '../lib/origins.js'

/** Whether an address is one of the site's own pages, and carries nobody's password. */
export function isOfSite(url: string, site: Pick<Site, 'origins'>): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, origin, username, password } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return false
  return username === '' && password === '' && allowsOrigin(site, origin)
}

/** The same address with the link's token, by which the snippet knows whom it was made for; all else stays to the letter. */
export function withToken(url: string, token: string): string {
  const [, address = '', query, fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(url) ?? []
  const before = query === undefined || query === '?' ? '?' : `${query}&`
  return `${address}${before}tt=${token}${fragment}`
}
