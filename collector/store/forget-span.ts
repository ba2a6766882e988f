import { sql, type Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import { readAtGong, type AtGong } from './at-gong.js'
import { batches } from './batches.js'
import type { Visitor } from './events.js'
import { reliefForgetVerbs } from './relief-forget.js'
import type { InteractionState, Tables } from './tables.js'

/** A stretch of true time, as of an alias; `untilMs` is exclusive, null without an end. */
export interface Span {
  sinceMs: number
  untilMs: number | null
}

interface Forgettable extends Span {
  /** Of these people. */
  laneKeys: readonly string[]
  /** When it was others who used the browser, as far as anybody knows. */
  others: readonly Span[]
}

export interface Forgotten {
  events: number
  failedEvents: number
  interactions: number
  /** What Gong has of these interactions. */
  atGong: AtGong
}

/** What has not been sent under anybody's name. */
const UNSENT: readonly InteractionState[] = ['open', 'sealed', 'held', 'pending']

const ALWAYS: Span = { sinceMs: 0, untilMs: null }

/**
 * Removes what a visitor did within a time, its interactions of these people's lanes whenever they were, and all its
 * failed events, of which nobody knows when they happened. An event of another time that shared an interaction is
 * folded anew unless that has been sent; where it was in these people's lane, only one of the others' time. The lanes are
 * locked by the caller.
 */
export async function forgetSpan(
  db: Kysely<Tables>,
  visitor: Visitor,
  { sinceMs, untilMs, laneKeys, others }: Forgettable,
): Promise<Forgotten> {
  const endMs = untilMs ?? Number.MAX_SAFE_INTEGER
  const relief = reliefForgetVerbs(db)
  await relief.takeApartDigests(visitor)
  const interactions = await db
    .selectFrom('interactions')
    .select(['interaction_id', 'state', 'first_occurred_at_ms', 'lane_key'])
    .where('site_id', '=', visitor.siteId)
    .where('anonymous_id', '=', visitor.anonymousId)
    .execute()
  const isNamed = ({ lane_key }: { lane_key: string | null }): boolean =>
    lane_key !== null && laneKeys.includes(lane_key)
  const named = interactions.filter(isNamed)
  const unsent = interactions.filter(({ state }) => state !== 'open' && UNSENT.includes(state))
  const toldIn = await readToldIn(db, unsent, { sinceMs, untilMs })
  const within = interactions.filter((each) => {
    const begins = each.first_occurred_at_ms >= sinceMs && each.first_occurred_at_ms < endMs
    return !isNamed(each) && (begins || toldIn.has(each.interaction_id))
  })
  const own = [...named, ...within].map(({ interaction_id }) => interaction_id)
  const theirs = [...new Set([...own, ...(await relief.readDigestsOf(own))])]

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
  await releaseEvents(db, within, [ALWAYS])
  await releaseEvents(db, named, others)
  const atGong = await readAtGong(db, theirs)
  await relief.giveUpMembersOf(theirs)
  for (const ids of batches(theirs)) {
    removed.push(
      await db.deleteFrom('events').where('interaction_id', 'in', ids).executeTakeFirst(),
    )
    await db.deleteFrom('attempts').where('interaction_id', 'in', ids).execute()
    await db.deleteFrom('interactions').where('interaction_id', 'in', ids).execute()
  }
  const failed = await db
    .deleteFrom('failed_events')
    .where('site_id', '=', visitor.siteId)
    .where('anonymous_id', '=', visitor.anonymousId)
    .executeTakeFirst()
  return {
    events: removed.reduce((sum, each) => sum + Number(each.numDeletedRows), 0),
    failedEvents: Number(failed.numDeletedRows),
    interactions: theirs.length,
    atGong,
  }
}

/** Which of these interactions tell something that happened within a time. */
async function readToldIn(
  db: Kysely<Tables>,
  interactions: readonly { interaction_id: number }[],
  { sinceMs, untilMs }: Span,
): Promise<Set<number>> {
  const told = new Set<number>()
  for (const ids of batches(interactions.map(({ interaction_id }) => interaction_id))) {
    const rows = await db
      .selectFrom('events')
      .select((eb) => eb.ref('interaction_id').$notNull().as('interaction_id'))
      .distinct()
      .where('interaction_id', 'in', ids)
      .where('occurred_at_ms', '>=', sinceMs)
      .where('occurred_at_ms', '<', untilMs ?? Number.MAX_SAFE_INTEGER)
      .execute()
    for (const { interaction_id } of rows) told.add(interaction_id)
  }
  return told
}

/** Events of these times whose interaction goes: told anew if it was not sent, else they have been told. */
async function releaseEvents(
  db: Kysely<Tables>,
  interactions: readonly { interaction_id: number; state: InteractionState }[],
  spans: readonly Span[],
): Promise<void> {
  const reason: ErrorCode = 'person_erased'
  for (const isUnsent of [true, false]) {
    const some = interactions.filter(({ state }) => UNSENT.includes(state) === isUnsent)
    for (const ids of batches(some.map(({ interaction_id }) => interaction_id))) {
      for (const { sinceMs, untilMs } of spans) {
        await db
          .updateTable('events')
          .set({
            interaction_id: null,
            ...(isUnsent ? { stage: 'stitched' } : { unfolded_reason: reason }),
          })
          .where('interaction_id', 'in', ids)
          .where('occurred_at_ms', '>=', sinceMs)
          .where('occurred_at_ms', '<', untilMs ?? Number.MAX_SAFE_INTEGER)
          .execute()
      }
    }
  }
}
