import type { EventType } from '../wire/event.js'
import { debug } from './life.js'
import { record } from './tracker.js'
import type { Arrival } from './visitor.js'

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
export function tell(type: EventType, fields: object, arrival?: Arrival): void {
  for (const name of NEEDED[type]?.split(' ') ?? []) {
    if ((fields as Record<string, unknown>)[name] == null) debug('missing', name)
  }
  ;(record as (type: EventType, fields: object, arrival?: Arrival) => void)(type, fields, arrival)
}
