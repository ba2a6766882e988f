import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import { visitorKey, type Visitor } from './events.js'
import { browserForgetter, readLanesOf, type Erased } from './forget-browser.js'
import { forgetHandles, readHandles } from './forget-handles.js'
import { forgetShares, readSharesTo } from './forget-shares.js'
import type { Tables } from './tables.js'
import { tombstoneVerbs, type Erasable } from './tombstones.js'

/**
 * Erasing belongs into one stage's transaction. What still rests in a spool, or comes late from a page, meets the
 * tombstone when it is stitched, and goes then.
 */
export function erasureVerbs(db: Kysely<Tables>, engine: Engine, installationId: string) {
  const tombstones = tombstoneVerbs(db, installationId)
  const { forgetInBrowser, forgetVisitor } = browserForgetter(db, engine, installationId)

  /** By what their pages said, and by what was sent under them: what is sent may rest for longer. */
  async function visitorsNamed(whoKeys: readonly string[]): Promise<Visitor[]> {
    const visitors = new Map<string, Visitor>()
    for (const some of batches(whoKeys)) {
      const said = await db
        .selectFrom('identity_facts')
        .select(['site_id', 'anonymous_id'])
        .distinct()
        .where('who_key', 'in', some)
        .execute()
      const sent = await db
        .selectFrom('interactions')
        .select(['site_id', 'anonymous_id'])
        .distinct()
        .where('lane_key', 'in', some)
        .execute()
      for (const { site_id: siteId, anonymous_id: anonymousId } of [...said, ...sent]) {
        visitors.set(visitorKey({ siteId, anonymousId }), { siteId, anonymousId })
      }
    }
    return [...visitors.values()]
  }

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
    /** Removes a visitor's or a person's rows from all tables and leaves a tombstone. */
    async erase(erasable: Erasable, nowMs: number): Promise<Erased> {
      if (erasable.kind === 'visitor') {
        const lanes = await lockLanes([erasable.visitor], [])
        const erased = await forgetVisitor(erasable.visitor, nowMs)
        await forgetLanes(lanes)
        return erased
      }
      const { whoKey } = erasable
      const handles = await readHandles(db, whoKey)
      const names = [whoKey, ...handles]
      const visitors = await visitorsNamed(names)
      const shares = await readSharesTo(db, whoKey)
      const lanes = await lockLanes([...visitors, ...shares], names)
      for (const key of names) {
        await tombstones.raiseTombstone({ kind: 'person', whoKey: key }, nowMs)
      }
      let all = NOTHING
      for (const visitor of visitors) {
        all = sum(all, await forgetInBrowser(visitor, { whoKey, handles, nowMs }))
      }
      const told = { ...NOTHING, interactions: await forgetShares(db, shares) }
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
  alsoKnownAs: [],
}

function sum(a: Erased, b: Erased): Erased {
  return {
    visitors: a.visitors + b.visitors,
    events: a.events + b.events,
    failedEvents: a.failedEvents + b.failedEvents,
    interactions: a.interactions + b.interactions,
    alsoKnownAs: [...new Set([...a.alsoKnownAs, ...b.alsoKnownAs])],
  }
}
