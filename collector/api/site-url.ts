import type { Site } from '../lib/config-file.js'
import { allowsOrigin } from '../lib/origins.js'

/** Whether an address is one of the site's own pages, and carries nobody's password. */
export function isOfSite(url: string, site: Pick<Site, 'origins'>): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, origin, username, password } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return false
  return username === '' && password === '' && allowsOrigin(site, origin)
}

/** Whether an address carries a link's token already, or what would be taken for one. */
export function hasToken(url: string): boolean {
  return new URL(url).searchParams.has('tt')
}

/** The same address with the link's token alone, by which the snippet knows whom it was made for; all else stays to the letter. */
export function withToken(url: string, token: string): string {
  const { address, parameters, fragment } = partsOf(url)
  return `${address}?${[...parameters, `tt=${token}`].join('&')}${fragment}`
}

/** The same address without any link's token; all else stays to the letter. */
export function withoutToken(url: string): string {
  if (!hasToken(url)) return url
  const { address, parameters, fragment } = partsOf(url)
  return `${address}${parameters.length > 0 ? '?' : ''}${parameters.join('&')}${fragment}`
}

function partsOf(url: string) {
  const [, address = '', query = '', fragment = ''] =
    /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(url) ?? []
  const all = query === '' ? [] : query.split('&')
  return { address, parameters: all.filter((each) => !TOKEN.test(each)), fragment }
}

const TOKEN = /^tt(=|$)/
