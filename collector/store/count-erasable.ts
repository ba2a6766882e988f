import type { Kysely } from 'kysely'
import { readAtGong, type AtGong } from './at-gong.js'
import { batches } from './batches.js'
import type { Removed } from './count-removed.js'
import type { Engine } from './engine.js'
import { findErasable, findWhereabouts, type Found, type Whereabouts } from './find-erasable.js'
import type { BrowserPart } from './find-in-browser.js'
import { VISITOR_PREFIX } from './forget-handles.js'
import { failedPlaceKey } from './read-failed-naming.js'
import type { Tables } from './tables.js'
import type { Erasable } from './tombstones.js'

/** What erasing would remove, as `Erasure` says it. */
export interface ErasableCount {
  visitors: number
  removed: Removed
  atGong: AtGong
  alsoKnownAs: string[]
  /** Failed events of the browsers, by `failedPlaceKey`: those that name the person elsewhere come on top. */
  failed: Set<string>
}

/** Counts what `erase` would remove, by the same finding and without any lock. Changes nothing. */
export async function countErasable(
  db: Kysely<Tables>,
  engine: Engine,
  erasable: Erasable,
): Promise<ErasableCount> {
  const where = await findWhereabouts(db, erasable)
  const found = await findErasable(db, engine, where)
  const failed = await readFailed(db, where)
  const gone = [...found.interactionIds, ...found.digestIds]
  const counts: Removed = {
    events: found.eventSeqs.length,
    failed_events: failed.size,
    interactions: gone.length,
    attempts: await countAttempts(db, gone),
    lanes: await countLanes(db, where, found),
    ...(await countNames(db, where, found.browsers)),
  }
  return {
    visitors: where.visitors.length,
    removed: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    atGong: await readAtGong(db, found.interactionIds),
    alsoKnownAs: found.alsoKnownAs,
    failed,
  }
}

async function readFailed(db: Kysely<Tables>, { visitors }: Whereabouts): Promise<Set<string>> {
  const failed = new Set<string>()
  for (const { siteId, anonymousId } of visitors) {
    const rows = await db
      .selectFrom('failed_events')
      .select(['beacon_id as beaconId', 'beacon_index as index'])
      .where('site_id', '=', siteId)
      .where('anonymous_id', '=', anonymousId)
      .execute()
    for (const row of rows) failed.add(failedPlaceKey(row))
  }
  return failed
}

async function countAttempts(db: Kysely<Tables>, ids: readonly number[]): Promise<number> {
  let count = 0
  for (const some of batches(ids)) {
    const row = await db
      .selectFrom('attempts')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('interaction_id', 'in', some)
      .executeTakeFirst()
    count += Number(row?.count ?? 0)
  }
  return count
}

/** Lanes in which nothing waits any more but what goes. */
async function countLanes(
  db: Kysely<Tables>,
  { laneKeys }: Whereabouts,
  { interactionIds, digestIds }: Found,
): Promise<number> {
  const gone = new Set([...interactionIds, ...digestIds])
  const lanes = new Set<string>()
  const waiting: { interaction_id: number; lane_key: string | null }[] = []
  const places = db.selectFrom('interactions').select(['interaction_id', 'lane_key'])
  for (const some of batches(laneKeys)) {
    const rows = await db
      .selectFrom('lanes')
      .select('lane_key')
      .where('lane_key', 'in', some)
      .execute()
    for (const { lane_key } of rows) lanes.add(lane_key)
    waiting.push(
      ...(await places.where('state', '=', 'pending').where('lane_key', 'in', some).execute()),
    )
  }
  // What they tell of waits again, in a lane that is there for it.
  for (const some of batches(digestIds)) {
    const members = await places.where('digest_id', 'in', some).execute()
    for (const { lane_key } of members) if (lane_key !== null) lanes.add(lane_key)
    waiting.push(...members)
  }
  for (const { interaction_id: id, lane_key } of waiting) {
    if (lane_key !== null && !gone.has(id)) lanes.delete(lane_key)
  }
  return lanes.size
}

/** Rows that name the person or a browser, each once, whichever way it is found. */
async function countNames(
  db: Kysely<Tables>,
  { whoKey }: Whereabouts,
  browsers: readonly BrowserPart[],
): Promise<Removed> {
  const rows = { identity_facts: 0, aliases: 0 }
  const people = new Set<string>()
  const came = new Set<string>()
  const told = db.selectFrom('known_people').select(['site_id', 'who_key', 'at_ms'])
  const comers = db.selectFrom('link_visitors').select(['token_hash', 'site_id', 'anonymous_id'])
  const links = db.selectFrom('links').where('person_key', '=', whoKey ?? '')
  for (const { visitor, isWhole, laneKeys } of browsers) {
    const { siteId, anonymousId } = visitor
    for (const table of ['identity_facts', 'aliases'] as const) {
      const row = await db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll().as('count'))
        .where('site_id', '=', siteId)
        .where('anonymous_id', '=', anonymousId)
        .$if(!isWhole, (query) => query.where('who_key', 'in', laneKeys))
        .executeTakeFirst()
      rows[table] += Number(row?.count ?? 0)
    }
    if (!isWhole) continue
    const own = await comers
      .where('site_id', '=', siteId)
      .where('anonymous_id', '=', anonymousId)
      .execute()
    for (const each of own) came.add(JSON.stringify(each))
    const known = await told
      .where('site_id', '=', siteId)
      .where('who_key', '=', `${VISITOR_PREFIX}${anonymousId}`)
      .execute()
    for (const each of known) people.add(JSON.stringify(each))
  }
  let linkCount = 0
  if (whoKey !== null) {
    const theirs = await comers.where('token_hash', 'in', links.select('token_hash')).execute()
    for (const each of theirs) came.add(JSON.stringify(each))
    const known = await told.where('person_key', '=', whoKey).execute()
    for (const each of known) people.add(JSON.stringify(each))
    linkCount = (await links.select('token_hash').execute()).length
  }
  return { ...rows, known_people: people.size, link_visitors: came.size, links: linkCount }
}
