import type { Kysely } from 'kysely'
import type { Visitor } from './events.js'
import { forgetSpan } from './forget-span.js'
import { identityVerbs } from './identities.js'
import type { Tables } from './tables.js'
import { tombstoneVerbs, type Erasable } from './tombstones.js'
import type { Alias } from './who.js'

/** How many rows went, and by what else the same browsers knew the person at the time, to be erased too if it is one. */
export interface Erased {
  visitors: number
  events: number
  failedEvents: number
  interactions: number
  alsoKnownAs: string[]
}

/**
 * Erasing belongs into one stage's transaction. What still rests in a spool, or comes late from a page, meets the
 * tombstone when it is stitched, and goes then.
 */
export function erasureVerbs(db: Kysely<Tables>, installationId: string) {
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
    for (const span of theirs) {
      const { events, interactions } = await forgetSpan(db, visitor, span)
      erased.events += events
      erased.interactions += interactions
    }
    for (const table of ['identity_facts', 'aliases'] as const) {
      await rowsOf(table, visitor).where('who_key', 'in', keys).execute()
    }
    return erased
  }

  async function forgetVisitor(visitor: Visitor, nowMs: number): Promise<Erased> {
    const { events, interactions } = await forgetSpan(db, visitor, { sinceMs: 0, untilMs: null })
    const failed = await rowsOf('failed_events', visitor).executeTakeFirst()
    await rowsOf('identity_facts', visitor).execute()
    await rowsOf('aliases', visitor).execute()
    await tombstones.raiseTombstone({ kind: 'visitor', visitor }, nowMs)
    const failedEvents = Number(failed.numDeletedRows)
    return { visitors: 1, events, failedEvents, interactions, alsoKnownAs: [] }
  }

  function rowsOf(table: 'identity_facts' | 'aliases' | 'failed_events', visitor: Visitor) {
    return db
      .deleteFrom(table)
      .where('site_id', '=', visitor.siteId)
      .where('anonymous_id', '=', visitor.anonymousId)
  }

  /** What stands in the person's lane, whichever browser it came from. */
  async function forgetLane(laneKey: string): Promise<number> {
    const waiting = db
      .selectFrom('interactions')
      .select('interaction_id')
      .where('lane_key', '=', laneKey)
      .where('state', '=', 'pending')
    await db.deleteFrom('attempts').where('interaction_id', 'in', waiting).execute()
    const { numDeletedRows } = await db
      .deleteFrom('interactions')
      .where('interaction_id', 'in', waiting)
      .executeTakeFirst()
    await db.deleteFrom('lanes').where('lane_key', '=', laneKey).execute()
    return Number(numDeletedRows)
  }

  return {
    /** Removes a visitor's or a person's rows from all tables and leaves a tombstone. */
    async erase(erasable: Erasable, nowMs: number): Promise<Erased> {
      await tombstones.raiseTombstone(erasable, nowMs)
      if (erasable.kind === 'visitor') return forgetVisitor(erasable.visitor, nowMs)
      const { whoKey } = erasable
      const visitors = await db
        .selectFrom('identity_facts')
        .select(['site_id', 'anonymous_id'])
        .distinct()
        .where('who_key', '=', whoKey)
        .execute()
      const each: Erased[] = []
      for (const { site_id, anonymous_id } of visitors) {
        const visitor = { siteId: site_id, anonymousId: anonymous_id }
        each.push(await forgetInBrowser(visitor, whoKey, nowMs))
      }
      const all = each.reduce(sum, NOTHING)
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

function overlap(a: Alias, b: Alias): boolean {
  return (
    (b.untilMs === null || a.sinceMs < b.untilMs) && (a.untilMs === null || b.sinceMs < a.untilMs)
  )
}
