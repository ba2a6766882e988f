import { iso31661, iso31662 } from 'iso-3166'
import { cleanText } from './clean-text.js'

/** As somebody else says it: codes in any case, with words for "unknown" among them. */
interface PlaceClaim {
  country: string | undefined
  /** With or without its country in front. */
  region?: string | undefined
  city?: string | undefined
}

/** By ISO 3166-1 alpha-2 and ISO 3166-2. */
interface KnownPlace {
  country: string
  region?: string
  city?: string
}

const COUNTRIES = new Set(iso31661.map(({ alpha2 }) => alpha2))
const REGIONS = new Set(iso31662.map(({ code }) => code))

const MAX_CITY_CHARACTERS = 100

/**
 * A place as Gong takes it. Undefined without a country that ISO 3166 has assigned: XX, T1 (Tor), ZZ and EU are none. A
 * region that is not one of that country's is left out.
 */
export function knownPlace({ country, region, city }: PlaceClaim): KnownPlace | undefined {
  const code = country?.trim().toUpperCase()
  if (code === undefined || !COUNTRIES.has(code)) return undefined
  const part = region?.trim().toUpperCase() ?? ''
  const whole = part.startsWith(`${code}-`) ? part : `${code}-${part}`
  const name = cleanText(city ?? '', MAX_CITY_CHARACTERS)
  return {
    country: code,
    ...(REGIONS.has(whole) && { region: whole }),
    ...(/\p{L}/u.test(name) && { city: name }),
  }
}
