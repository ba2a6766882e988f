import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import { visitorKey, type Visitor } from './events.js'
import { browserForgetter, type Erased } from './forget-browser.js'
import { forgetHandles, readHandles } from './forget-handles.js'
import type { Tables } from './tables.js'
import { tombstoneVerbs, type Erasable } from './tombstones.js'

/**
 * Erasing belongs into one stage's transaction. What still rests in a spool, or comes late from a page, meets the
 * tombstone when it is stitched, and goes then.
 */
export function erasureVerbs(db: Kysely<Tables>, engine: Engine, installationId: string) {
  const tombstones = tombstoneVerbs(db, installationId)
  const { forgetInBrowser, forgetVisitor } = browserForgetter(db, engine, installationId)

  async function visitorsNamed(whoKeys: readonly string[]): Promise<Visitor[]> {
    const visitors = new Map<string, Visitor>()
    for (const some of batches(whoKeys)) {
      const rows = await db
        .selectFrom('identity_facts')
        .select(['site_id', 'anonymous_id'])
        .distinct()
        .where('who_key', 'in', some)
        .execute()
      for (const { site_id: siteId, anonymous_id: anonymousId } of rows) {
        visitors.set(visitorKey({ siteId, anonymousId }), { siteId, anonymousId })
      }
    }
    return [...visitors.values()]
  }

  /** Before their rows, as whoever concludes an attempt does: an attempt is written before this or not at all. */
  async function lockLanes(visitors: readonly Visitor[], own: readonly string[]): Promise<void> {
    const keys = new Set(own)
    for (const { siteId, anonymousId } of visitors) {
      const rows = await db
        .selectFrom('interactions')
        .select('lane_key')
        .distinct()
        .where('site_id', '=', siteId)
        .where('anonymous_id', '=', anonymousId)
        .where('lane_key', 'is not', null)
        .execute()
      for (const { lane_key } of rows) if (lane_key !== null) keys.add(lane_key)
    }
    for (const some of batches([...keys].sort())) {
      await db
        .selectFrom('lanes')
        .select('lane_key')
        .where('lane_key', 'in', some)
        .orderBy('lane_key')
        .$if(engine.locksRows, (query) => query.forUpdate())
        .execute()
    }
  }

  /** What stands in the person's lane, whichever browser it came from. */
  async function forgetLane(laneKey: string): Promise<number> {
    const waiting = await db
      .selectFrom('interactions')
      .select('interaction_id')
      .where('lane_key', '=', laneKey)
      .where('state', '=', 'pending')
      .execute()
    for (const ids of batches(waiting.map(({ interaction_id }) => interaction_id))) {
      await db.deleteFrom('attempts').where('interaction_id', 'in', ids).execute()
      await db.deleteFrom('interactions').where('interaction_id', 'in', ids).execute()
    }
    await db.deleteFrom('lanes').where('lane_key', '=', laneKey).execute()
    return waiting.length
  }

  return {
    /** Removes a visitor's or a person's rows from all tables and leaves a tombstone. */
    async erase(erasable: Erasable, nowMs: number): Promise<Erased> {
      if (erasable.kind === 'visitor') {
        await lockLanes([erasable.visitor], [])
        return forgetVisitor(erasable.visitor, nowMs)
      }
      const { whoKey } = erasable
      const handles = await readHandles(db, whoKey)
      const visitors = await visitorsNamed([whoKey, ...handles])
      await lockLanes(visitors, [whoKey])
      for (const key of [whoKey, ...handles]) {
        await tombstones.raiseTombstone({ kind: 'person', whoKey: key }, nowMs)
      }
      let all = NOTHING
      for (const visitor of visitors) {
        all = sum(all, await forgetInBrowser(visitor, { whoKey, handles, nowMs }))
      }
      await forgetHandles(db, whoKey)
      return { ...all, interactions: all.interactions + (await forgetLane(whoKey)) }
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
