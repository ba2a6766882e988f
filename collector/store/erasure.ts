import { sql, type Kysely } from 'kysely'
import { NOTHING_AT_GONG, sumAtGong } from './at-gong.js'
import { batches } from './batches.js'
import { countRemoved, type Removed } from './count-removed.js'
import type { Engine } from './engine.js'
import type { Visitor } from './events.js'
import { findPerson } from './find-person.js'
import { browserForgetter, readLanesOf, type Erased } from './forget-browser.js'
import { forgetHandles } from './forget-handles.js'
import { forgetShares } from './forget-shares.js'
import type { Tables } from './tables.js'
import { tombstoneVerbs, type Erasable } from './tombstones.js'

/** What went, and how many rows of each table that was. */
export interface Erasure extends Erased {
  removed: Removed
}

/**
 * Erasing belongs into one stage's transaction. What still rests in a spool, or comes late from a page, meets the
 * tombstone when it is stitched, and goes then.
 */
export function erasureVerbs(db: Kysely<Tables>, engine: Engine, installationId: string) {
  return {
    /** Removes a visitor's or a person's rows from all tables and leaves a tombstone. */
    async erase(erasable: Erasable, nowMs: number): Promise<Erasure> {
      // Who appends failed events looks for tombstones once they are written: either we see them, or they see ours.
      if (engine.locksRows) await sql`lock table failed_events in share mode`.execute(db)
      await engine.overwriteRemoved(db)
      const { plugin, removed } = countRemoved()
      const erased = await eraserOver(db.withPlugin(plugin), engine, installationId).erase(
        erasable,
        nowMs,
      )
      return { ...erased, removed }
    },

    /** After erasing, outside of transactions: as far as it can be, nothing of it stays in a file's log either. */
    emptyLog: () => engine.emptyLog(db),
  }
}

function eraserOver(db: Kysely<Tables>, engine: Engine, installationId: string) {
  const tombstones = tombstoneVerbs(db, installationId)
  const { forgetInBrowser, forgetVisitor } = browserForgetter(db, engine, installationId)

  /**
   * Before their rows, as whoever concludes an attempt does: an attempt is written before this or not at all. Returns
   * the lanes that the visitors have a part in, and `own`.
   */
  async function lockLanes(
    visitors: readonly Visitor[],
    own: readonly string[],
  ): Promise<string[]> {
    const keys = new Set(own)
    for (const visitor of visitors) {
      for (const key of await readLanesOf(db, visitor)) keys.add(key)
    }
    const sorted = [...keys].sort()
    for (const some of batches(sorted)) {
      await db
        .selectFrom('lanes')
        .select('lane_key')
        .where('lane_key', 'in', some)
        .orderBy('lane_key')
        .$if(engine.locksRows, (query) => query.forUpdate())
        .execute()
    }
    return sorted
  }

  /** Those of these lanes in which nothing waits any more: a lane is named after its person. */
  async function forgetLanes(laneKeys: readonly string[]): Promise<void> {
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

  return {
    async erase(erasable: Erasable, nowMs: number): Promise<Erased> {
      if (erasable.kind === 'visitor') {
        const lanes = await lockLanes([erasable.visitor], [])
        const erased = await forgetVisitor(erasable.visitor, nowMs)
        await forgetLanes(lanes)
        return erased
      }
      const { whoKey } = erasable
      const { handles, visitors, shares } = await findPerson(db, whoKey)
      const names = [whoKey, ...handles]
      const lanes = await lockLanes([...visitors, ...shares], names)
      for (const key of names) {
        await tombstones.raiseTombstone({ kind: 'person', whoKey: key }, nowMs)
      }
      let all = NOTHING
      for (const visitor of visitors) {
        all = sum(all, await forgetInBrowser(visitor, { whoKey, handles, nowMs }))
      }
      const told = { ...NOTHING, ...(await forgetShares(db, shares)) }
      await forgetHandles(db, whoKey)
      await forgetLanes(lanes)
      return sum(all, told)
    },
  }
}

const NOTHING: Erased = {
  visitors: 0,
  events: 0,
  failedEvents: 0,
  interactions: 0,
  atGong: NOTHING_AT_GONG,
  alsoKnownAs: [],
}

function sum(a: Erased, b: Erased): Erased {
  return {
    visitors: a.visitors + b.visitors,
    events: a.events + b.events,
    failedEvents: a.failedEvents + b.failedEvents,
    interactions: a.interactions + b.interactions,
    atGong: sumAtGong(a.atGong, b.atGong),
    alsoKnownAs: [...new Set([...a.alsoKnownAs, ...b.alsoKnownAs])],
  }
}
