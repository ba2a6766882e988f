import { z } from 'zod'
import { knownPlace } from '../lib/place.js'
import type { Place } from '../store/visitor-context.js'
import { openMmdb } from './open-mmdb.js'

/** Of MaxMind's and DB-IP's files of cities and countries, the keys that we use. */
const placeRecord = z.object({
  country: z.object({ iso_code: z.string() }),
  subdivisions: z.array(z.object({ iso_code: z.string().optional() })).optional(),
  city: z.object({ names: z.object({ en: z.string().optional() }).optional() }).optional(),
})

/** Opens a file that says where addresses are. Rejects when it is about something else. */
export async function openPlaces(path: string): Promise<(address: string) => Place | undefined> {
  const { databaseType, find } = await openMmdb(path)
  if (!/city|country|enterprise/i.test(databaseType)) {
    throw new Error(
      `expected a file of cities or countries such as GeoLite2-City.mmdb, got ${path}, which is of ${JSON.stringify(databaseType)}`,
    )
  }
  return function placeOf(address) {
    const { data } = placeRecord.safeParse(find(address))
    if (!data) return undefined
    const { country, subdivisions = [], city } = data
    // The first subdivision is the largest.
    const region = subdivisions[0]?.iso_code
    return knownPlace({ country: country.iso_code, region, city: city?.names?.en })
  }
}
