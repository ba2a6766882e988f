import type { ConfigFile } from '../lib/config-file.js'
import { knownPlace } from '../lib/place.js'
import type { Place } from '../store/visitor-context.js'
import type { RequestHead } from './request-head.js'

/** No city's name is longer; three bytes of a percent code a byte. */
const MAX_CITY_CHARACTERS = 500

/** Where a proxy says that the visitor is. Undefined when it does not know the country. */
export function placeByHeaders(
  { header }: Pick<RequestHead, 'header'>,
  names: NonNullable<ConfigFile['placeHeaders']>,
): Place | undefined {
  const { country, region, city } = names
  return knownPlace({
    country: header(country),
    region: region === undefined ? undefined : header(region),
    city: city === undefined ? undefined : readable(header(city) ?? ''),
  })
}

/**
 * Proxies write what is not ASCII in percent codes or as bare UTF-8, which Node reads byte by byte; what is neither stays
 * as it came.
 */
function readable(text: string): string {
  const bytes = Buffer.from(text.slice(0, MAX_CITY_CHARACTERS), 'latin1').toString('utf8')
  const decoded = bytes.includes('\uFFFD') ? text : bytes
  try {
    return decodeURIComponent(decoded)
  } catch {
    // A percent sign of its own, or half a code.
    return decoded
  }
}
