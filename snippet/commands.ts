import type { Search } from './api.js'
import { followPlayer } from './capture-media.js'
import { cleanUrl } from './clean-url.js'
import { decide } from './consent.js'
import { deny } from './deny.js'
import { identify } from './identify.js'
import { meetTracked } from './read-arrival.js'
import { nextView } from './leave.js'
import { record } from './record.js'
import { tell } from './tell.js'

/**
 * The commands by name; api.ts says what each promises. What a page hands over is copied, so that it may change it
 * afterwards.
 */
export const commands: Record<string, (...given: never[]) => void> = {
  track: (name: unknown, properties: unknown) => tell('custom', { name, properties }),
  page: () => nextView(location.href),
  identify,
  trackingId: meetTracked,
  consent(decision: unknown) {
    if (decision === 'denied') deny()
    else decide(decision === 'granted')
  },
  video: followPlayer,
  search: (given: Search) => tell('search', { ...given, url: cleanUrl(given.url) || undefined }),
  step: (given: object) => tell('step', given),
  rating: (given: object) => tell('rating', given),
  reset: () => record('reset'),
  // Done as it is given, before the script has begun too.
  debug() {},
}
