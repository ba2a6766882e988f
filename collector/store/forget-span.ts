import { sql, type Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import { batches } from './batches.js'
import type { Visitor } from './events.js'
import type { Tables } from './tables.js'

/** A stretch of true time, as of an alias; `untilMs` is exclusive, null without an end. */
export interface Span {
  sinceMs: number
  untilMs: number | null
}

export interface Forgotten {
  events: number
  failedEvents: number
  interactions: number
}

/**
 * Removes what a visitor did within a time, and its interactions of these people's lanes whenever they were. An event
 * of another time that shared an open interaction is folded anew. The lanes are locked by the caller.
 */
export async function forgetSpan(
  db: Kysely<Tables>,
  visitor: Visitor,
  { sinceMs, untilMs, laneKeys }: Span & { laneKeys: readonly string[] },
): Promise<Forgotten> {
  const endMs = untilMs ?? Number.MAX_SAFE_INTEGER
  const interactions = await db
    .selectFrom('interactions')
    .select(['interaction_id', 'state', 'first_occurred_at_ms', 'lane_key'])
    .where('site_id', '=', visitor.siteId)
    .where('anonymous_id', '=', visitor.anonymousId)
    .execute()
  const theirs = interactions.filter(
    ({ first_occurred_at_ms: atMs, lane_key }) =>
      (atMs >= sinceMs && atMs < endMs) || (lane_key !== null && laneKeys.includes(lane_key)),
  )

  const events = db
    .deleteFrom('events')
    .where('anonymous_id', '=', visitor.anonymousId)
    .where('occurred_at_ms', '>=', sinceMs)
    .where('occurred_at_ms', '<', endMs)
  // Said so that SQLite takes the index of the other condition and not that of the site's events.
  const ofSite = sql<boolean>`site_id || '' = ${visitor.siteId}`
  const removed = [
    await events.where('stage', '=', 'received').where(ofSite).executeTakeFirst(),
    await events.where('stage', '=', 'stitched').where(ofSite).executeTakeFirst(),
    await events
      .where('unfolded_reason', 'is not', null)
      .where('site_id', '=', visitor.siteId)
      .executeTakeFirst(),
  ]
  for (const ids of batches(interactions.map(({ interaction_id }) => interaction_id))) {
    removed.push(await events.where('interaction_id', 'in', ids).executeTakeFirst())
  }
  await releaseOthers(db, theirs)
  for (const ids of batches(theirs.map(({ interaction_id }) => interaction_id))) {
    await db.deleteFrom('attempts').where('interaction_id', 'in', ids).execute()
    await db.deleteFrom('interactions').where('interaction_id', 'in', ids).execute()
  }
  const failed = await db
    .deleteFrom('failed_events')
    .where('site_id', '=', visitor.siteId)
    .where('anonymous_id', '=', visitor.anonymousId)
    .where('received_at_ms', '>=', sinceMs)
    .where('received_at_ms', '<', endMs)
    .executeTakeFirst()
  return {
    events: removed.reduce((sum, each) => sum + Number(each.numDeletedRows), 0),
    failedEvents: Number(failed.numDeletedRows),
    interactions: theirs.length,
  }
}

/** Events of other times whose interaction goes: told anew if it was open, else they have been told. */
async function releaseOthers(
  db: Kysely<Tables>,
  theirs: readonly { interaction_id: number; state: string }[],
): Promise<void> {
  const idsOf = (open: boolean): number[] =>
    theirs.filter(({ state }) => (state === 'open') === open).map((each) => each.interaction_id)
  for (const ids of batches(idsOf(true))) {
    await db
      .updateTable('events')
      .set({ stage: 'stitched', interaction_id: null })
      .where('interaction_id', 'in', ids)
      .execute()
  }
  for (const ids of batches(idsOf(false))) {
    await db
      .updateTable('events')
      .set({ interaction_id: null, unfolded_reason: 'person_erased' satisfies ErrorCode })
      .where('interaction_id', 'in', ids)
      .execute()
  }
}
