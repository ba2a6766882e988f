import { isView, options } from './options.js'
import { filterQuery, namesIn } from './query.js'

// The at sign also as %40, and as %2540 where an address was escaped twice. Bounded, or long texts would take long.
const EMAIL = /[^\s/?&=]{1,64}(@|%(25)*40)[\w.%-]+/g

/** More than the collector takes of any text; the rest is left out. */
export const MAX_CHARACTERS = 4_096

/** The text with whatever looks like an e-mail address replaced by `[email]`; empty for what is no text. */
export function redactEmails(text: unknown): string {
  // A page may have an element where a text belongs.
  return (text as string | null)?.slice?.(0, MAX_CHARACTERS).replace(EMAIL, '[email]') ?? ''
}

/**
 * What may leave the page of an address. Of http and https: the address without credentials, e-mail addresses and all
 * query parameters but the kept ones, and without fragment unless a router has its path there, of which nothing that
 * looks like a parameter (`#access_token=…`) is kept. Of all others (`mailto:`, `tel:`, `javascript:`) the scheme alone.
 * Empty when it is no address at all.
 */
export function cleanUrl(address: string | null | undefined): string {
  try {
    // An address may be relative; none at all has no base either, which would pass for one, and throws.
    const url = new URL(address as string, (address && document.baseURI) as string)
    if (!/^http/.test(url.protocol)) return url.protocol
    const kept = filterQuery(url.search, (name) =>
      namesIn(options.keepParams ?? 'utm_*').some((pattern) =>
        RegExp(`^${pattern.replace(/\*/g, '.*')}$`).test(name),
      ),
    )
    const route = isView('hash') ? url.hash.replace(/[?&=].*/, '') : ''
    return redactEmails(url.origin + url.pathname + kept + route)
  } catch {
    return '' // An attribute may hold anything; what cannot be parsed leads nowhere.
  }
}
