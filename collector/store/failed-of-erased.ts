import { sql, type Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import { whoKeysIn } from './failed-names.js'
import type { Tables } from './tables.js'
import { nameOf, tombstoneVerbs, type Erasable } from './tombstones.js'

/** As it is appended. */
export interface FailedRow {
  beacon_id: string
  beacon_index: number
  site_id: string
  anonymous_id: string | null
  received_at_ms: number
  body: string
}

/** Where reading failed events through has come to. */
export interface FailedPlace {
  beaconId: string
  index: number
}

/**
 * When a failed event happened nobody knows: a page keeps what it could not send for so long, so what was received
 * within it after an erasure may be from before.
 */
const UNSENT_FOR_MS = 24 * 60 * 60 * 1000

/** Failed events name people too, and no stage looks at them again. */
export function failedOfErasedVerbs(db: Kysely<Tables>, installationId: string) {
  const tombstones = tombstoneVerbs(db, installationId)

  async function removeFailedAt(places: readonly FailedPlace[]): Promise<number> {
    let gone = 0
    for (const { beaconId, index } of places) {
      const { numDeletedRows } = await db
        .deleteFrom('failed_events')
        .where('beacon_id', '=', beaconId)
        .where('beacon_index', '=', index)
        .executeTakeFirst()
      gone += Number(numDeletedRows)
    }
    return gone
  }

  return {
    /** Returns how many were still there. */
    removeFailedAt,

    /**
     * Of failed events that were just appended, removes and counts those of somebody who was erased. After they were
     * written and not before: who erases meanwhile waits for us, or we for them.
     */
    async dropFailedOfErased(rows: readonly FailedRow[]): Promise<void> {
      const named = rows.map((row) => ({ row, erasables: erasablesOf(row) }))
      const erased = await tombstones.readTombstones(named.flatMap(({ erasables }) => erasables))
      if (erased.size === 0) return
      for (const { row, erasables } of named) {
        const untilMs = row.received_at_ms - UNSENT_FOR_MS
        if (!erasables.some((each) => (erased.get(nameOf(each)) ?? -Infinity) >= untilMs)) continue
        const gone = await removeFailedAt([{ beaconId: row.beacon_id, index: row.beacon_index }])
        // A repeat of what was kept before is none.
        if (gone === 0) continue
        await db
          .insertInto('drops')
          .values({
            // The same when the spool brings it again after a crash.
            drop_id: `${row.beacon_id} ${row.beacon_index}`,
            site_id: row.site_id,
            dropped_at_ms: row.received_at_ms,
            reason: 'person_erased' satisfies ErrorCode,
            event_count: 1,
          })
          .onConflict((conflict) => conflict.column('drop_id').doNothing())
          .execute()
      }
    },

    /**
     * Of the next failed events after a place those that name somebody, whichever browser sent them: no index finds them.
     * `next` is null after the last.
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
      return {
        found: rows.filter(({ body }) => whoKeysIn(body).includes(whoKey)).map(place),
        next: last ? place(last) : null,
      }
    },
  }
}

function erasablesOf({ site_id: siteId, anonymous_id, body }: FailedRow): Erasable[] {
  const people = whoKeysIn(body).map((whoKey) => ({ kind: 'person' as const, whoKey }))
  if (anonymous_id === null) return people
  return [{ kind: 'visitor', visitor: { siteId, anonymousId: anonymous_id } }, ...people]
}
