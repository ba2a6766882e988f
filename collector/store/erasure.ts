import { sql, type Kysely } from 'kysely'
import type { AtGong } from './at-gong.js'
import { batches } from './batches.js'
import { countRemoved, type Removed } from './count-removed.js'
import type { Engine } from './engine.js'
import { findErasable, findWhereabouts } from './find-erasable.js'
import { forgetBrowser, forgetFailed } from './forget-browser.js'
import { forgetHandles } from './forget-handles.js'
import { forgetRows } from './forget-rows.js'
import type { Tables } from './tables.js'
import { tombstoneVerbs, type Erasable } from './tombstones.js'

/** What went. */
export interface Erasure {
  visitors: number
  events: number
  failedEvents: number
  interactions: number
  /** What Gong has of these interactions. */
  atGong: AtGong
  /** By what else the same browsers knew the person at the time, to be erased too if it is one. */
  alsoKnownAs: string[]
  /** How many rows of each table. */
  removed: Removed
}

/**
 * Erasing belongs into one stage's transaction. What still rests in a spool, or comes late from a page, meets the
 * tombstone when it is stitched, and goes then.
 */
export function erasureVerbs(db: Kysely<Tables>, engine: Engine, installationId: string) {
  return {
    /**
     * Removes a visitor's or a person's rows from all tables and leaves a tombstone. 100,000 events take a few seconds,
     * and so long stages wait; whoever appends failed events waits for the last moment of it alone.
     */
    async erase(erasable: Erasable, nowMs: number): Promise<Erasure> {
      const { plugin, removed } = countRemoved()
      const counted = db.withPlugin(plugin)
      return { ...(await eraseIn(counted, engine, { erasable, nowMs, installationId })), removed }
    },

    /**
     * After erasing, outside of transactions, so that nothing of it stays in a file's log either. False when somebody reads
     * or writes just then; null where the log is not in our hands.
     */
    emptyLog: () => engine.emptyLog(db),
  }
}

interface Asked {
  erasable: Erasable
  nowMs: number
  installationId: string
}

async function eraseIn(
  db: Kysely<Tables>,
  engine: Engine,
  { erasable, nowMs, installationId }: Asked,
): Promise<Omit<Erasure, 'removed'>> {
  const where = await findWhereabouts(db, erasable)
  const { whoKey, handles, visitors, laneKeys } = where
  await lockLanes(db, engine, laneKeys)
  const found = await findErasable(db, engine, where)
  const atGong = await forgetRows(db, found)
  for (const browser of found.browsers) await forgetBrowser(db, engine, { browser, nowMs })
  if (whoKey !== null) await forgetHandles(db, whoKey)
  await forgetLanes(db, laneKeys)

  // Who appends failed events looks for tombstones once they are written: either we see them, or they see ours. They
  // wait from here until we are done, so this comes last.
  if (engine.locksRows) await sql`lock table failed_events in share mode`.execute(db)
  let failedEvents = 0
  for (const visitor of visitors) failedEvents += await forgetFailed(db, visitor)
  const wholes = found.browsers.filter(({ isWhole }) => isWhole)
  const erasables: Erasable[] = [
    ...(whoKey === null ? [] : [whoKey, ...handles]).map((key) => {
      return { kind: 'person' as const, whoKey: key }
    }),
    ...wholes.map(({ visitor }) => ({ kind: 'visitor' as const, visitor })),
  ]
  const tombstones = tombstoneVerbs(db, installationId)
  for (const each of erasables) await tombstones.raiseTombstone(each, nowMs)
  return {
    visitors: visitors.length,
    events: found.eventSeqs.length,
    failedEvents,
    interactions: found.interactionIds.length,
    atGong,
    alsoKnownAs: found.alsoKnownAs,
  }
}

/** Before their rows, as whoever concludes an attempt does: an attempt is written before this or not at all. */
async function lockLanes(
  db: Kysely<Tables>,
  engine: Engine,
  laneKeys: readonly string[],
): Promise<void> {
  for (const some of batches(laneKeys)) {
    await db
      .selectFrom('lanes')
      .select('lane_key')
      .where('lane_key', 'in', some)
      .orderBy('lane_key')
      .$if(engine.locksRows, (query) => query.forUpdate())
      .execute()
  }
}

/** Those of these lanes in which nothing waits any more: a lane is named after its person. */
async function forgetLanes(db: Kysely<Tables>, laneKeys: readonly string[]): Promise<void> {
  for (const some of batches(laneKeys)) {
    await db
      .deleteFrom('lanes')
      .where('lane_key', 'in', some)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('interactions')
              .select('interaction_id')
              .whereRef('interactions.lane_key', '=', 'lanes.lane_key')
              .where('state', '=', 'pending'),
          ),
        ),
      )
      .execute()
  }
}
