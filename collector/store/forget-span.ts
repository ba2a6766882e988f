import type { Kysely } from 'kysely'
import type { Visitor } from './events.js'
import type { Tables } from './tables.js'

/** A stretch of true time, as of an alias; `untilMs` is exclusive, null without an end. */
export interface Span {
  sinceMs: number
  untilMs: number | null
}

/** Removes a visitor's events and interactions of a time, with their attempts. Each statement has an index of its own. */
export async function forgetSpan(
  db: Kysely<Tables>,
  { siteId, anonymousId }: Visitor,
  { sinceMs, untilMs }: Span,
): Promise<{ events: number; interactions: number }> {
  const endMs = untilMs ?? Number.MAX_SAFE_INTEGER
  const interactions = db
    .selectFrom('interactions')
    .select('interaction_id')
    .where('site_id', '=', siteId)
    .where('anonymous_id', '=', anonymousId)
  const events = db
    .deleteFrom('events')
    .where('site_id', '=', siteId)
    .where('anonymous_id', '=', anonymousId)
    .where('occurred_at_ms', '>=', sinceMs)
    .where('occurred_at_ms', '<', endMs)
  const removed = [
    await events.where('stage', '=', 'received').executeTakeFirst(),
    await events.where('stage', '=', 'stitched').executeTakeFirst(),
    await events.where('unfolded_reason', 'is not', null).executeTakeFirst(),
    await events.where('interaction_id', 'in', interactions).executeTakeFirst(),
  ]
  const ids = interactions
    .where('first_occurred_at_ms', '>=', sinceMs)
    .where('first_occurred_at_ms', '<', endMs)
  await db.deleteFrom('attempts').where('interaction_id', 'in', ids).execute()
  const { numDeletedRows } = await db
    .deleteFrom('interactions')
    .where('interaction_id', 'in', ids)
    .executeTakeFirst()
  return {
    events: removed.reduce((sum, each) => sum + Number(each.numDeletedRows), 0),
    interactions: Number(numDeletedRows),
  }
}
