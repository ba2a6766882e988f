import type { WireEvent } from '../wire/event.js'

/** An entry of its own for each page, so that no tab overwrites another's. */
const entry = 'tamtam_' + Math.random()

/** Keeps the events for a later page, instead of what was kept; where storage is blocked or full, none. */
export function storeUnsent(events: Iterable<WireEvent>): void {
  try {
    delete localStorage[entry]
    const text = serialise(events)
    if (text) localStorage[entry] = text
  } catch {
    // They still wait in this page.
  }
}

/** With commas between, by hand: old Prototype.js gives arrays a toJSON that turns them into strings. */
export function serialise(events: Iterable<WireEvent>): string {
  return Array.from(events, (event) => JSON.stringify(event)).join()
}

/** Takes what any page has left; one that is still open may send the same. What is too old, the collector refuses. */
export function takeUnsent(): WireEvent[] {
  const texts: string[] = []
  try {
    for (const key in localStorage) {
      if (/^tamtam_/.test(key)) {
        texts.push(localStorage[key] as string)
        delete localStorage[key]
      }
    }
    return JSON.parse(`[${texts.join()}]`) as WireEvent[]
  } catch {
    return [] // Storage is blocked, or somebody else writes under our prefix.
  }
}
