import type { WireEvent } from '../wire/event.js'
import { options } from './options.js'
import { store } from './storage.js'

/** What the network could not take in a day is given up. */
const MAX_AGE_MS = 24 * 60 * 60_000

const page = Math.random()

/** Of this site's entries, since two sites may share an origin; one a page, so that no tab overwrites another's. */
const prefix = () => `tamtam_${options.site}_`

/** Keeps the events for a later page, instead of what was kept, where storage is neither blocked nor full. */
export function storeUnsent(events: Iterable<WireEvent>): void {
  store(prefix() + page, serialise(events))
}

/** With commas between, by hand: old Prototype.js gives arrays a toJSON that turns them into strings. */
export function serialise(events: Iterable<WireEvent>): string {
  return Array.from(events, (event) => JSON.stringify(event)).join()
}

/**
 * Takes what any page of the last 24 hours has left; one that is still open may send the same. Throws where storage is
 * blocked, or somebody else writes under our prefix.
 */
export function takeUnsent(take: (event: WireEvent) => void): void {
  for (const key in localStorage) {
    if (key.startsWith(prefix())) {
      const text = localStorage[key] as string
      delete localStorage[key]
      for (const event of JSON.parse(`[${text}]`) as WireEvent[]) {
        if (event.occurredAtMs > Date.now() - MAX_AGE_MS) take(event)
      }
    }
  }
}
