import type { EventType } from '../wire/event.js'
import { MAX_CHARACTERS } from './clean-url.js'
import { debug } from './life.js'
import type { Fields } from './record.js'
import { record } from './record.js'

/** What an event of a command is worth nothing without. */
const NEEDED: Partial<Record<EventType, string>> = {
  custom: 'name',
  search: 'name objectType domain',
  step: 'title value availableSteps',
  rating: 'title value from to kind',
  identify: 'person',
}

/**
 * Records what a command was given. It is not judged, since the collector keeps a wrong event together with its reason;
 * only a debug line says what is missing.
 */
export function tell(type: EventType, fields: object, person?: string): void {
  for (const name of NEEDED[type]?.split(' ') ?? []) {
    if ((fields as Record<string, unknown>)[name] == null) debug('missing', name)
  }
  // A copy, since the page may change what it gave. Throws on a circle or a toJSON that throws. No text of the page's own
  // makes a beacon too large; the collector takes less of any.
  const own = JSON.stringify(fields, (_, value: unknown) =>
    typeof value === 'string' ? value.slice(0, MAX_CHARACTERS) : value,
  )
  record(type, JSON.parse(own) as Fields<EventType>, { person })
}
