import { debug, guard } from './life.js'
import { options } from './options.js'
import { filterQuery, namesIn } from './query.js'
import { record } from './record.js'

/** The bound of the wire. A longer one is ignored: a part of it may be somebody else's. */
const TRACKING_ID = /^.{1,512}$/

/** 128 random bits or more, so that no parameter of somebody else's is taken for one of our own links. */
const LINK_TOKEN = /^[\w-]{22,64}$/

/** By which of our own links the visitor has come to this page, if so. */
export let linkToken: string | undefined

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
  const { origin, pathname, search, hash } = location
  let trackingId = ''
  linkToken = undefined
  const rest = filterQuery(search, (name, value) => {
    if (name === 'tt' && LINK_TOKEN.test(value)) {
      linkToken = value
      return false
    }
    const isNamed = namesIn(options.trackingParams).includes(name)
    if (isNamed) trackingId = trackingId || value
    return !isNamed || options.address !== 'clean'
  })
  // What is no escape throws.
  if (trackingId) guard(() => meetTracked(decodeURIComponent(trackingId)))()
  // Nobody's history is touched for nothing. Whole, since a path alone may begin with two slashes or be another base's.
  if (rest !== search) history.replaceState(history.state, '', origin + pathname + rest + hash)
}
