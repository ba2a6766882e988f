import { sql, type Kysely } from 'kysely'
import { namesIn } from './failed-names.js'
import type { Tables } from './tables.js'

/** Where reading failed events through has come to. */
export interface FailedPlace {
  beaconId: string
  index: number
}

/** The same for the same failed event. */
export function failedPlaceKey({ beaconId, index }: FailedPlace): string {
  return `${beaconId} ${index}`
}

export function failedNamingVerbs(db: Kysely<Tables>) {
  return {
    /**
     * Of the next failed events after a place those that name somebody, whichever browser sent them: no index finds them.
     * With those that name or hide more than is read, which may be anybody's. `next` is null after the last.
     */
    async readFailedNaming(
      whoKey: string,
      { after, limit }: { after: FailedPlace | null; limit: number },
    ): Promise<{ found: FailedPlace[]; next: FailedPlace | null }> {
      const rows = await db
        .selectFrom('failed_events')
        .select(['beacon_id', 'beacon_index', 'body'])
        .$if(after !== null, (query) =>
          query.where(
            sql<boolean>`(beacon_id, beacon_index) > (${after?.beaconId ?? ''}, ${after?.index ?? 0})`,
          ),
        )
        .orderBy('beacon_id')
        .orderBy('beacon_index')
        .limit(limit)
        .execute()
      const place = (row: (typeof rows)[number]): FailedPlace => ({
        beaconId: row.beacon_id,
        index: row.beacon_index,
      })
      const last = rows.length < limit ? undefined : rows.at(-1)
      const mayName = ({ body }: (typeof rows)[number]): boolean => {
        const { keys, isBeyond } = namesIn(body)
        return isBeyond || keys.includes(whoKey)
      }
      return { found: rows.filter(mayName).map(place), next: last ? place(last) : null }
    },
  }
}
