import { options } from './options.js'
import { store } from './storage.js'
import type { Visitor } from './visitor.js'

/** The longest that a browser keeps a cookie: https://developer.chrome.com/blog/cookie-max-age-expires */
const MAX_COOKIE_AGE_SECONDS = 400 * 86_400

/** What the collector would take, in the entry or among the cookies. */
const ENTRY = /(?:^|\btamtam=)([\da-f]{32},\d[^;]*)/

/** Whom the page itself remembers. */
export let visitor: Visitor | [] = []

/**
 * Remembers the visitor for all tabs, or forgets it; where storage is blocked, full or missing, only the page itself
 * remembers. A text rather than JSON, since cookies take neither semicolons nor other scripts.
 */
export function keepVisitor(next: Visitor | []): void {
  visitor = next
  // Of a number too.
  const text = next.map(encodeURIComponent as (part: unknown) => string).join()
  const { cookieDomain } = options
  if (cookieDomain) {
    document.cookie = `tamtam=${text};domain=${cookieDomain};path=/;max-age=${text ? MAX_COOKIE_AGE_SECONDS : 0};samesite=lax`
  } else store('tamtam', text)
}

/**
 * The visitor as the last event in any tab left it, or whom this page remembers, where nothing is stored that the
 * collector would take.
 */
export function readVisitor(): Visitor | [] {
  try {
    const source = options.cookieDomain ? document.cookie : (localStorage.tamtam as string)
    // Our own writing in all likelihood; what must hold of it is checked here. Where it is not, null has no parts.
    const [, text] = ENTRY.exec(source) as unknown as [string, string]
    const stored = text.split(',').map(decodeURIComponent) as unknown as Visitor
    // Unless storage is full, and so stays behind.
    if (!((visitor[1] as number) > stored[1])) return stored
  } catch {
    // Storage is blocked (the mere name throws), or somebody else's text is under our key.
  }
  return visitor
}
