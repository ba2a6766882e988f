import type { Kysely } from 'kysely'
import { aliasVerbs } from './aliases.js'
import { NOTHING_AT_GONG, sumAtGong } from './at-gong.js'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import type { Visitor } from './events.js'
import { findIdentifies } from './find-identifies.js'
import { VISITOR_PREFIX } from './forget-handles.js'
import { forgetSpan, type Forgotten } from './forget-span.js'
import { identityVerbs } from './identities.js'
import { partInBrowser } from './part-in-browser.js'
import type { Tables } from './tables.js'
import { tombstoneVerbs } from './tombstones.js'

/** How many rows went, and by what else the same browsers knew the person at the time, to be erased too if it is one. */
export interface Erased extends Forgotten {
  visitors: number
  alsoKnownAs: string[]
}

interface Forgettable {
  whoKey: string
  /** By what else facts may name the person: `link:…`, `tracking:…`. */
  handles: readonly string[]
  nowMs: number
}

const EVER = { sinceMs: 0, untilMs: null, laneKeys: [], others: [] }
const NEVER = { sinceMs: 0, untilMs: 0 }

/** What stands in for the facts of somebody who was erased, so that nobody else inherits that time. */
const ERASED_SESSION = 'erased'

/** Forgetting in one browser; its lanes are locked by the caller. */
export function browserForgetter(db: Kysely<Tables>, engine: Engine, installationId: string) {
  const tombstones = tombstoneVerbs(db, installationId)
  const identities = identityVerbs(db, engine)
  const known = aliasVerbs(db, engine)

  /**
   * Whoever else used the browser at other times keeps what is theirs; who used it alone is erased with all that the
   * browser did, before anybody knew its visitor too. Of whom nothing but what was sent is known any more, that goes.
   */
  async function forgetInBrowser(
    visitor: Visitor,
    { whoKey, handles, nowMs }: Forgettable,
  ): Promise<Erased> {
    const aliases = await known.readAliases(visitor)
    const lanes = await readLanesOf(db, visitor)
    const part = partInBrowser({ whoKey, handles, aliases, lanes })
    const { theirs, others, laneKeys, alsoKnownAs } = part
    if (part.isWhole) {
      return { ...(await forgetVisitor(visitor, nowMs)), alsoKnownAs }
    }
    const erased: Erased = {
      visitors: 1,
      events: await forgetIdentifies(visitor, whoKey),
      failedEvents: 0,
      interactions: 0,
      atGong: NOTHING_AT_GONG,
      alsoKnownAs,
    }
    for (const { sinceMs, untilMs } of theirs.length > 0 ? theirs : [NEVER]) {
      const gone = await forgetSpan(db, visitor, { sinceMs, untilMs, laneKeys, others })
      erased.events += gone.events
      erased.failedEvents += gone.failedEvents
      erased.interactions += gone.interactions
      erased.atGong = sumAtGong(erased.atGong, gone.atGong)
      if (theirs.length === 0) break
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
      await rowsOf(table, visitor).where('who_key', 'in', laneKeys).execute()
    }
    return erased
  }

  async function forgetIdentifies(visitor: Visitor, whoKey: string): Promise<number> {
    const facts = await identities.readFacts(visitor)
    const seqs = await findIdentifies(db, visitor, { whoKey, facts })
    for (const some of batches(seqs)) {
      await db.deleteFrom('events').where('seq', 'in', some).execute()
    }
    return seqs.length
  }

  async function forgetVisitor(visitor: Visitor, nowMs: number): Promise<Erased> {
    const gone = await forgetSpan(db, visitor, EVER)
    await rowsOf('identity_facts', visitor).execute()
    await rowsOf('aliases', visitor).execute()
    await rowsOf('link_visitors', visitor).execute()
    await db
      .deleteFrom('known_people')
      .where('site_id', '=', visitor.siteId)
      .where('who_key', '=', `${VISITOR_PREFIX}${visitor.anonymousId}`)
      .execute()
    await tombstones.raiseTombstone({ kind: 'visitor', visitor }, nowMs)
    return { ...gone, visitors: 1, alsoKnownAs: [] }
  }

  function rowsOf(table: 'identity_facts' | 'aliases' | 'link_visitors', visitor: Visitor) {
    return db
      .deleteFrom(table)
      .where('site_id', '=', visitor.siteId)
      .where('anonymous_id', '=', visitor.anonymousId)
  }

  return { forgetInBrowser, forgetVisitor }
}

/** Under whom a visitor's interactions were sent, or wait to be. */
export async function readLanesOf(
  db: Kysely<Tables>,
  { siteId, anonymousId }: Visitor,
): Promise<string[]> {
  const rows = await db
    .selectFrom('interactions')
    .select((eb) => eb.ref('lane_key').$notNull().as('lane_key'))
    .distinct()
    .where('site_id', '=', siteId)
    .where('anonymous_id', '=', anonymousId)
    .where('lane_key', 'is not', null)
    .execute()
  return rows.map(({ lane_key }) => lane_key)
}
