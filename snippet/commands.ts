import type { Person } from './api.js'
import { pickPlain } from './bounds.js'
import { cleanUrl } from './clean-url.js'
import { startDebugging } from './life.js'
import type { EventFields } from './tracker.js'
import { arrive, leave, nextView, record, reset } from './tracker.js'
import { isTrackingId } from './tracking-id.js'
import type { Arrival } from './visitor.js'

/** What a page hands over where an object belongs; what else it may hold is seen to below. */
interface Given {
  url?: string
  availableSteps?: unknown[]
  company?: unknown
}

/** Not judged, as said below. */
const tell = record as (fields: object, arrival?: Arrival) => void

/**
 * The commands by name; api.ts says what each promises. What a page hands over is copied, so that it may change it
 * afterwards, and not judged: the collector keeps a wrong event together with its reason.
 */
export const commands: Record<string, (...given: never[]) => void> = {
  track(name: unknown, properties: unknown) {
    tell({ type: 'custom', ...pickPlain({ name }), properties: pickPlain(properties, '') })
  },
  page() {
    nextView(location.href)
  },
  identify(given: Given, token?: string) {
    const company = given.company && pickPlain(given.company)
    const person = { ...pickPlain(given), company }
    // By what the collector tells people apart, in its order.
    const { email, phoneNumber, personId } = person as Person
    tell(
      { type: 'identify', person, token: token && String(token) },
      { person: email || phoneNumber || personId },
    )
  },
  trackingId(trackingId: unknown) {
    if (isTrackingId(trackingId)) arrive({ trackingId })
  },
  search: (given: Given) => tellOf('search', given),
  step: (given: Given) => tellOf('step', given),
  rating: (given: Given) => tellOf('rating', given),
  reset() {
    tell({ type: 'reset' })
    reset()
  },
  debug: startDebugging,
  /** Not for pages: the module's `stop` begins with it. */
  flush() {
    leave(true)
  },
}

function tellOf(type: EventFields['type'], given: Given): void {
  tell({
    ...pickPlain(given),
    type,
    url: given.url && cleanUrl(given.url, location.href),
    availableSteps: given.availableSteps?.map(String),
  })
}
