import { options } from './options.js'
import type { Visitor } from './visitor.js'

/** The longest that a browser keeps a cookie: https://developer.chrome.com/blog/cookie-max-age-expires */
const MAX_COOKIE_AGE_SECONDS = 400 * 86_400

/**
 * Remembers the visitor for all tabs, or forgets it; where storage is blocked, full or missing, only the page itself
 * remembers. A text rather than JSON, since cookies take neither semicolons nor other scripts.
 */
export function writeVisitor(visitor?: Visitor): void {
  try {
    // Of a number too.
    const text = visitor?.map(encodeURIComponent as (part: unknown) => string).join() ?? ''
    const { cookieDomain } = options
    if (cookieDomain) {
      document.cookie = `tamtam=${text};domain=${cookieDomain};path=/;max-age=${visitor ? MAX_COOKIE_AGE_SECONDS : 0};samesite=lax`
    } else if (text) localStorage.tamtam = text
    else delete localStorage.tamtam
  } catch {
    // readVisitor then gives what the page remembers.
  }
}

/**
 * The visitor as the last event in any tab left it, or `own`, what this page remembers, where nothing is stored that
 * the collector would take.
 */
export function readVisitor(own: Visitor | []): Visitor | [] {
  try {
    const text = options.cookieDomain
      ? /(?:^| )tamtam=([^;]+)/.exec(document.cookie)?.[1]
      : (localStorage.tamtam as string)
    // Our own writing in all likelihood; what must hold of it is checked here.
    if (/^[\da-f]{32},\d+($|,[\da-f]{32},)/.test(text as string)) {
      const stored = (text as string).split(',').map(decodeURIComponent) as unknown as Visitor
      // Unless storage is full, and so stays behind.
      if (!((own[1] ?? 0) > stored[1])) return stored
    }
  } catch {
    // Storage is blocked (the mere name throws), or somebody else's text is under our key.
  }
  return own
}
