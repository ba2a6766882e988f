import type { Kysely } from 'kysely'
import type { EventOf, WireEvent } from '../../wire/event.js'
import type { ErrorCode } from '../lib/error-codes.js'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import { visitorKey, type Visitor } from './events.js'
import type { KnownPerson, ToldPerson } from './known-people.js'
import type { Tables } from './tables.js'
import { withValues } from './values-table.js'
import { readByVisitor, type VisitorRow } from './visitor-rows.js'
import type { IdentityFact } from './who.js'

/** What a session says of who its visitor is, with the true times at which it first and last does. */
export interface SessionFact {
  sessionId: string
  fact: IdentityFact
  firstMs: number
  lastMs: number
}

/** A visitor's facts that were not there, those of which only the times are others, and those that are no more. */
export interface MovedFacts {
  visitor: Visitor
  added: readonly SessionFact[]
  moved: readonly SessionFact[]
  removed: readonly SessionFact[]
}

/** Stands for the visit in which a site's server told who a visitor was at that time; no page's session is named so. */
export function toldSession(toldAtMs: number): string {
  return `told ${toldAtMs}`
}

export function isToldSession(sessionId: string): boolean {
  return sessionId.startsWith('told ')
}

/** Stands for visits by links that had ended: kept to say why nobody was named, they say nothing at any time. */
export function endedSession(sessionId: string): string {
  return `ended ${sessionId}`
}

export function isEndedSession(sessionId: string): boolean {
  return sessionId.startsWith('ended ')
}

/** What is stored instead of an event that failed and named somebody. The key is ours: the wire lets no page send it. */
export type FailedIdentify = EventOf<'reset'> & { failedBy: ErrorCode }

export function isFailedIdentify(event: WireEvent): event is FailedIdentify {
  return event.type === 'reset' && 'failedBy' in event
}

/** Whom a fact names, or by what; null when nobody. */
export function whoKeyOf(fact: IdentityFact): string | null {
  switch (fact.kind) {
    case 'who':
    case 'refused':
      return fact.whoKey
    case 'link':
      return `link:${fact.tokenHash}`
    case 'reset':
      return null
  }
}

/** Verbs whose name ends in `Of` take a hundred visitors with a statement; the others are of one. */
export function identityVerbs(db: Kysely<Tables>, engine: Engine) {
  const readFactsOf = (visitors: readonly Visitor[], which = '') =>
    readByVisitor<FactRow, SessionFact>(db, engine, {
      visitors,
      statement: (v) =>
        `select site_id, anonymous_id, session_id, fact, first_ms, last_ms from ${v}
          join identity_facts on site_id = v.column1 and anonymous_id = v.column2 ${which}`,
      read: (row) => ({
        sessionId: row.session_id,
        // Written by stitch only.
        fact: JSON.parse(row.fact) as IdentityFact,
        firstMs: row.first_ms,
        lastMs: row.last_ms,
      }),
    })

  async function keepMovedFacts(moves: readonly MovedFacts[]): Promise<void> {
    const added = moves.flatMap(({ visitor, added }) => added.map((each) => rowOf(visitor, each)))
    for (const rows of batches(added)) {
      await db.insertInto('identity_facts').values(rows).execute()
    }
    const moved = moves.flatMap(({ visitor, moved }) => moved.map((each) => rowOf(visitor, each)))
    const cells = moved.map((row) => [
      row.site_id,
      row.anonymous_id,
      row.session_id,
      row.fact,
      row.first_ms,
      row.last_ms,
    ])
    for (const rows of batches(cells)) {
      const statement = (v: string) =>
        `update identity_facts set first_ms = v.column5, last_ms = v.column6 from ${v}
          where site_id = v.column1 and anonymous_id = v.column2 and session_id = v.column3 and fact = v.column4`
      await withValues(db, engine, { rows, statement })
    }
    const removed = moves.flatMap(({ visitor, removed }) =>
      removed.map((each) => rowOf(visitor, each)),
    )
    const names = removed.map((row) => [row.site_id, row.anonymous_id, row.session_id, row.fact])
    for (const rows of batches(names)) {
      const statement = (v: string) =>
        `delete from identity_facts where (site_id, anonymous_id, session_id, fact)
          in (select column1, column2, column3, column4 from ${v})`
      await withValues(db, engine, { rows, statement })
    }
  }

  return {
    /** Of what visitors' sessions have said the resets and the tokens that do not hold, by `visitorKey`. */
    readNamelessFactsOf: (visitors: readonly Visitor[]): Promise<Map<string, SessionFact[]>> =>
      readFactsOf(visitors, `and (fact like '{"kind":"reset"%' or fact like '{"kind":"refused"%')`),

    /** All that visitors' sessions have said of who they are, by `visitorKey`. */
    readFactsOf: (visitors: readonly Visitor[]) => readFactsOf(visitors),
    keepMovedFacts,

    /** Writes facts of a visitor, over what the same session said before. */
    async keepFacts(visitor: Visitor, facts: readonly SessionFact[]): Promise<void> {
      const known = (await readFactsOf([visitor])).get(visitorKey(visitor)) ?? []
      const nameOf = ({ sessionId, fact }: SessionFact): string => JSON.stringify([sessionId, fact])
      const before = new Set(known.map(nameOf))
      const added = facts.filter((each) => !before.has(nameOf(each)))
      const moved = facts.filter((each) => before.has(nameOf(each)))
      await keepMovedFacts([{ visitor, added, moved, removed: [] }])
    },

    /** All that a visitor's sessions have said of who it is. */
    async readFacts(visitor: Visitor): Promise<SessionFact[]> {
      return (await readFactsOf([visitor])).get(visitorKey(visitor)) ?? []
    },

    /** Takes back what a session said. False when it did not. */
    async forgetFact(
      { siteId, anonymousId }: Visitor,
      { sessionId, fact }: Pick<SessionFact, 'sessionId' | 'fact'>,
    ): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('identity_facts')
        .where('site_id', '=', siteId)
        .where('anonymous_id', '=', anonymousId)
        .where('session_id', '=', sessionId)
        .where('fact', '=', JSON.stringify(fact))
        .executeTakeFirst()
      return numDeletedRows > 0n
    },

    /** Those whose facts name this one, the next of them that have not been asked again. */
    async readUnheardVisitorsOf(
      { siteId, whoKey, heardTo }: Pick<ToldPerson, 'siteId' | 'whoKey' | 'heardTo'>,
      limit: number,
    ): Promise<Visitor[]> {
      const rows = await db
        .selectFrom('identity_facts')
        .select('anonymous_id')
        .distinct()
        .where('who_key', '=', whoKey)
        .where('site_id', '=', siteId)
        .where('anonymous_id', '>', heardTo)
        .orderBy('anonymous_id')
        .limit(limit)
        .execute()
      return rows.map(({ anonymous_id: anonymousId }) => ({ siteId, anonymousId }))
    },

    /** Those whose facts name one of these, each on its own site. */
    async readVisitorsOf(
      named: readonly Pick<KnownPerson, 'siteId' | 'whoKey'>[],
    ): Promise<Visitor[]> {
      const visitors = new Map<string, Visitor>()
      const pairs = named.map(({ siteId, whoKey }) => [siteId, whoKey])
      for (const rows of batches(pairs)) {
        const statement = (v: string) =>
          `select site_id, anonymous_id from ${v}
            join identity_facts on who_key = v.column2 and site_id = v.column1`
        for (const row of await withValues<VisitorRow>(db, engine, { rows, statement })) {
          const visitor = { siteId: row.site_id, anonymousId: row.anonymous_id }
          visitors.set(visitorKey(visitor), visitor)
        }
      }
      return [...visitors.values()]
    },
  }
}

interface FactRow extends VisitorRow {
  session_id: string
  fact: string
  first_ms: number
  last_ms: number
}

function rowOf(visitor: Visitor, { sessionId, fact, firstMs, lastMs }: SessionFact) {
  return {
    site_id: visitor.siteId,
    anonymous_id: visitor.anonymousId,
    session_id: sessionId,
    fact: JSON.stringify(fact),
    who_key: whoKeyOf(fact),
    first_ms: firstMs,
    last_ms: lastMs,
  }
}
