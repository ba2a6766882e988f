import { readClickTarget } from './click-target.js'
import { listen } from './life.js'
import { flush } from './sender.js'
import { record } from './tracker.js'

/** Records clicks on what a visitor can click, by the keyboard too, with any button but the right one. */
export function captureClicks(): void {
  listen('click auxclick', (event: MouseEvent) => {
    // A middle click opens a tab and comes as auxclick; so does a right click, which opens only a menu.
    const target = event.button < 2 && readClickTarget(event.composedPath())
    if (!target) return
    // The third piece of a web address; a `mailto:` has none and leads to no other site.
    const host = target.href?.split('/')[2]
    const isOutbound = host && host !== location.host
    record({ type: 'click', target, outbound: isOutbound || undefined })
    // The page may be about to go.
    if (target.href) flush(true)
  })
}
