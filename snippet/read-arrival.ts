import { debug } from './life.js'
import { options } from './options.js'
import { filterQuery, namesIn } from './query.js'
import { arriveBy, record } from './record.js'

/** The bound of the wire. A longer one is ignored: a part of it may be somebody else's. */
const TRACKING_ID = /^.{1,512}$/

/** 128 random bits or more, so that no parameter of somebody else's is taken for one of our own links. */
const LINK_TOKEN = /^[\w-]{22,64}$/

/** Notes that the visitor is whom Gong knows by this id. */
export function meetTracked(trackingId: string): void {
  // A page may give a number.
  if (TRACKING_ID.test(trackingId)) record('', {}, { trackingId: String(trackingId) })
  else debug('dropped', 'tracking_id')
}

/**
 * Learns from the page's address who has come: by the first tracking parameter that has a value, and by our own `tt`,
 * which is then taken out of the address bar, as the site's own are if it asks for that. Once a page, since a parameter
 * stays in the address after a reset. Nothing in an id is changed but percent-escapes: a plus stays a plus.
 */
export function readArrival(): void {
  const { pathname, search, hash } = location
  let trackingId = ''
  const rest = filterQuery(search, (name, value) => {
    if (name === 'tt' && LINK_TOKEN.test(value)) return arriveBy(value)
    const isNamed = namesIn(options.trackingParams).includes(name)
    if (isNamed) trackingId = trackingId || value
    return !isNamed || options.address !== 'clean'
  })
  // Nobody's history is touched for nothing.
  if (rest !== search) history.replaceState(history.state, '', pathname + rest + hash)
  // What is no escape throws.
  if (trackingId) meetTracked(decodeURIComponent(trackingId))
}
