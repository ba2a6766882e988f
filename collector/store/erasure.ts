import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import type { Visitor } from './events.js'
import { forgetSpan, type Forgotten } from './forget-span.js'
import { identityVerbs } from './identities.js'
import type { Tables } from './tables.js'
import { tombstoneVerbs, type Erasable } from './tombstones.js'
import type { Alias } from './who.js'

/** How many rows went, and by what else the same browsers knew the person at the time, to be erased too if it is one. */
export interface Erased extends Forgotten {
  visitors: number
  alsoKnownAs: string[]
}

const EVER = { sinceMs: 0, untilMs: null, laneKeys: [] }

/** What stands in for the facts of somebody who was erased, so that nobody else inherits that time. */
const ERASED_SESSION = 'erased'

/**
 * Erasing belongs into one stage's transaction. What still rests in a spool, or comes late from a page, meets the
 * tombstone when it is stitched, and goes then.
 */
export function erasureVerbs(db: Kysely<Tables>, engine: Engine, installationId: string) {
  const tombstones = tombstoneVerbs(db, installationId)
  const identities = identityVerbs(db)

  /**
   * Whoever else used the browser at other times keeps what is theirs; who used it alone is erased with all that the
   * browser did, before anybody knew its visitor too.
   */
  async function forgetInBrowser(visitor: Visitor, whoKey: string, nowMs: number): Promise<Erased> {
    const aliases = await identities.readAliases(visitor)
    const theirs = aliases.filter((alias) => alias.whoKey === whoKey)
    const same = aliases.filter((alias) => theirs.some((own) => overlap(own, alias)))
    const keys = [...new Set([whoKey, ...same.map((alias) => alias.whoKey)])]
    const alsoKnownAs = keys.filter((key) => key !== whoKey)
    if (aliases.every((alias) => keys.includes(alias.whoKey))) {
      return { ...(await forgetVisitor(visitor, nowMs)), alsoKnownAs }
    }
    const erased: Erased = { ...NOTHING, visitors: 1, alsoKnownAs }
    for (const { sinceMs, untilMs } of theirs) {
      const gone = await forgetSpan(db, visitor, { sinceMs, untilMs, laneKeys: keys })
      erased.events += gone.events
      erased.failedEvents += gone.failedEvents
      erased.interactions += gone.interactions
      await identities.keepFacts(
        visitor,
        [sinceMs, untilMs ?? nowMs].map((atMs) => ({
          sessionId: `${ERASED_SESSION} ${atMs}`,
          fact: { kind: 'reset' },
          firstMs: atMs,
          lastMs: atMs,
        })),
      )
    }
    for (const table of ['identity_facts', 'aliases'] as const) {
      await rowsOf(table, visitor).where('who_key', 'in', keys).execute()
    }
    return erased
  }

  async function forgetVisitor(visitor: Visitor, nowMs: number): Promise<Erased> {
    const gone = await forgetSpan(db, visitor, EVER)
    await rowsOf('identity_facts', visitor).execute()
    await rowsOf('aliases', visitor).execute()
    await tombstones.raiseTombstone({ kind: 'visitor', visitor }, nowMs)
    return { ...gone, visitors: 1, alsoKnownAs: [] }
  }

  function rowsOf(table: 'identity_facts' | 'aliases', visitor: Visitor) {
    return db
      .deleteFrom(table)
      .where('site_id', '=', visitor.siteId)
      .where('anonymous_id', '=', visitor.anonymousId)
  }

  async function visitorsOf(erasable: Erasable): Promise<Visitor[]> {
    if (erasable.kind === 'visitor') return [erasable.visitor]
    const rows = await db
      .selectFrom('identity_facts')
      .select(['site_id', 'anonymous_id'])
      .distinct()
      .where('who_key', '=', erasable.whoKey)
      .execute()
    return rows.map((row) => ({ siteId: row.site_id, anonymousId: row.anonymous_id }))
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
      const visitors = await visitorsOf(erasable)
      await lockLanes(visitors, erasable.kind === 'person' ? [erasable.whoKey] : [])
      await tombstones.raiseTombstone(erasable, nowMs)
      let all = NOTHING
      for (const visitor of visitors) {
        const erased =
          erasable.kind === 'person'
            ? await forgetInBrowser(visitor, erasable.whoKey, nowMs)
            : await forgetVisitor(visitor, nowMs)
        all = sum(all, erased)
      }
      if (erasable.kind === 'visitor') return all
      return { ...all, interactions: all.interactions + (await forgetLane(erasable.whoKey)) }
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

function overlap(a: Alias, b: Alias): boolean {
  return (
    (b.untilMs === null || a.sinceMs < b.untilMs) && (a.untilMs === null || b.sinceMs < a.untilMs)
  )
}
