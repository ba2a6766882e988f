import type { Options, Tamtam } from './api.js'
import { decide } from './consent.js'
import { guard, liveUntil } from './life.js'
import type { Run } from './start.js'
import { startTamtam } from './start.js'
import { leave } from './leave.js'
import { page } from './view.js'

export type {
  List,
  Options,
  Person,
  Player,
  Properties,
  Rating,
  Search,
  Step,
  Tamtam,
} from './api.js'

/**
 * Starts Tamtam on this page without a global; one at a time, since there is one page. Outside a browser (server-side
 * rendering) every command comes to nothing. `stop` sends what was recorded and ends it (nothing, if the page has had no idle moment yet);
 * then another one may be made.
 */
export function createTamtam(options: Options): Tamtam & { stop(): void } {
  const isBrowser = typeof document !== 'undefined'
  const pageBefore = page
  const life = new AbortController()
  liveUntil(life.signal)
  const run: Run = isBrowser ? startTamtam(options) : () => {}
  return {
    track: (name, properties) => run('track', name, properties),
    page: () => run('page'),
    identify: (person, token) => run('identify', person, token),
    trackingId: (id) => run('trackingId', id),
    consent: (decision) => run('consent', decision),
    video: (player) => run('video', player),
    search: (search) => run('search', search),
    step: (step) => run('step', step),
    rating: (rating) => run('rating', rating),
    reset: () => run('reset'),
    debug: () => run('debug'),
    stop() {
      // Not the view of one before that has come to its end.
      if (page !== pageBefore) guard(leave)(true)
      // What waits for consent is not the next one's.
      decide(false)
      life.abort()
    },
  }
}
