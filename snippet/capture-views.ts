import { every, listen } from './life.js'
import { resume } from './sender.js'
import { nextView } from './leave.js'
import { isElsewhere, page } from './view.js'

/** Where the browser does not tell of a navigation. */
const LOOK_EVERY_MS = 250

/**
 * Counts a view at each change of path within the document, and when the back/forward cache brings the page back
 * (https://web.dev/articles/bfcache). The first view is not counted here. The page's `history` is never touched, so
 * nothing that the page does to it matters.
 */
export function captureViews(): void {
  // Chrome 102, Firefox 147, Safari 26.2. By an entry of its own, since elsewhere `window.navigation` may be the page's
  // `<nav id="navigation">`.
  if (window.navigation?.currentEntry) listen('currententrychange', checkView, navigation)
  else every(LOOK_EVERY_MS, checkView)

  listen('pageshow', (event: PageTransitionEvent) => {
    if (!event.persisted) return
    resume()
    nextView(document.referrer)
  })
}

/** Counts another view if the browser is where another one begins. */
function checkView(): void {
  if (isElsewhere()) nextView(page.url)
}
