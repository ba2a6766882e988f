import { debug } from './life.js'

/** The bound of the wire. A longer id is ignored: a part of an id may be somebody else's. */
const MAX_TRACKING_ID_CHARACTERS = 512

/**
 * Gong's id of the person as a query string carries it: the first named parameter that has a value. Nothing in it is
 * changed but percent-escapes, so that a plus stays a plus and is not read as a space.
 */
export function readTrackingId(search: string, params: readonly string[]): string | undefined {
  const values = new URLSearchParams(search.replace(/\+/g, '%2B'))
  return params.map((name) => values.get(name)).find(isTrackingId)
}

export function isTrackingId(id: unknown): id is string {
  const isOne = typeof id === 'string' && id !== '' && id.length <= MAX_TRACKING_ID_CHARACTERS
  // A parameter that is empty or that the address does not have says nothing.
  if (id && !isOne) debug('dropped', id)
  return isOne
}
