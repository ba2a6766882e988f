import { guard, listen } from './life.js'
import { nextView } from './tracker.js'

/**
 * Counts a view at each change of path within the document, whatever happens to query and fragment, and when the
 * back/forward cache brings the page back (https://web.dev/articles/bfcache). The first view is not counted here.
 */
export function captureViews(): void {
  let { href, pathname } = location
  const onNavigation = () => {
    if (location.pathname === pathname) return
    const referrer = href
    ;({ href, pathname } = location)
    nextView(referrer)
  }
  // Chrome 102, Firefox 147, Safari 26.2; unlike a wrapped history it survives whatever the page does to history.
  // By an entry of its own: elsewhere `window.navigation` may be the page's `<nav id="navigation">`.
  if (window.navigation?.currentEntry) {
    listen('currententrychange', onNavigation, navigation)
  } else {
    wrapHistory(guard(onNavigation))
    listen('popstate', onNavigation)
  }
  listen('pageshow', (event: PageTransitionEvent) => {
    if (event.persisted) nextView(document.referrer)
  })
}

function wrapHistory(onNavigation: () => void): void {
  for (const method of ['pushState', 'replaceState'] as const) {
    const original = history[method].bind(history)
    history[method] = function (...state) {
      original(...state)
      onNavigation()
    }
  }
}
