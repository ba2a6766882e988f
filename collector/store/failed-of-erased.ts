import type { Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import { namesIn } from './failed-names.js'
import { failedNamingVerbs, type FailedPlace } from './read-failed-naming.js'
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
     * written and not before: who erases meanwhile waits for us, or we for them. One that names or hides more than is read
     * may be of any of them, and goes too.
     */
    async dropFailedOfErased(rows: readonly FailedRow[]): Promise<void> {
      const named = rows.map((row) => ({ row, ...erasablesOf(row) }))
      const erased = await tombstones.readTombstones(named.flatMap(({ erasables }) => erasables))
      const lastMs = named.some(({ isBeyond }) => isBeyond) ? await readLastErasedAt(db) : -Infinity
      if (erased.size === 0 && lastMs === -Infinity) return
      for (const { row, erasables, isBeyond } of named) {
        const untilMs = row.received_at_ms - UNSENT_FOR_MS
        const mayBeErased = isBeyond && lastMs >= untilMs
        const isErased = erasables.some(
          (each) => (erased.get(nameOf(each)) ?? -Infinity) >= untilMs,
        )
        if (!mayBeErased && !isErased) continue
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

    ...failedNamingVerbs(db),
  }
}

function erasablesOf({ site_id: siteId, anonymous_id, body }: FailedRow) {
  const { keys, isBeyond } = namesIn(body)
  const erasables: Erasable[] = keys.map((whoKey) => ({ kind: 'person', whoKey }))
  if (anonymous_id !== null) {
    erasables.push({ kind: 'visitor', visitor: { siteId, anonymousId: anonymous_id } })
  }
  return { erasables, isBeyond }
}

/** By no index, which only what names more than anybody has reason to costs: -Infinity when nobody was erased. */
async function readLastErasedAt(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('tombstones')
    .select((eb) => eb.fn.max('erased_at_ms').as('lastMs'))
    .executeTakeFirst()
  return row?.lastMs ?? -Infinity
}
