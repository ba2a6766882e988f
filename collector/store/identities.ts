import type { Kysely } from 'kysely'
import type { Visitor } from './events.js'
import type { Tables } from './tables.js'
import type { Alias, Assurance, IdentityFact, Who } from './who.js'

/** What a session says of who its visitor is, with the true times at which it first and last does. */
export interface SessionFact {
  sessionId: string
  fact: IdentityFact
  firstMs: number
  lastMs: number
}

export function identityVerbs(db: Kysely<Tables>) {
  return {
    /** Writes facts of a visitor, over what the same session said before. */
    async keepFacts(visitor: Visitor, facts: readonly SessionFact[]): Promise<void> {
      for (const { sessionId, fact, firstMs, lastMs } of facts) {
        const said = JSON.stringify(fact)
        const { numUpdatedRows } = await db
          .updateTable('identity_facts')
          .set({ first_ms: firstMs, last_ms: lastMs })
          .where('site_id', '=', visitor.siteId)
          .where('anonymous_id', '=', visitor.anonymousId)
          .where('session_id', '=', sessionId)
          .where('fact', '=', said)
          .executeTakeFirst()
        if (numUpdatedRows > 0n) continue
        await db
          .insertInto('identity_facts')
          .values({
            site_id: visitor.siteId,
            anonymous_id: visitor.anonymousId,
            session_id: sessionId,
            fact: said,
            who_key: fact.kind === 'who' ? fact.whoKey : null,
            first_ms: firstMs,
            last_ms: lastMs,
          })
          .execute()
      }
    },

    /** All that a visitor's sessions have said of who it is. */
    async readFacts(visitor: Visitor): Promise<SessionFact[]> {
      const rows = await db
        .selectFrom('identity_facts')
        .select(['session_id', 'fact', 'first_ms', 'last_ms'])
        .where('site_id', '=', visitor.siteId)
        .where('anonymous_id', '=', visitor.anonymousId)
        .execute()
      return rows.map((row) => ({
        sessionId: row.session_id,
        fact: JSON.parse(row.fact) as IdentityFact,
        firstMs: row.first_ms,
        lastMs: row.last_ms,
      }))
    },

    async replaceAliases(visitor: Visitor, aliases: readonly Alias[]): Promise<void> {
      await db
        .deleteFrom('aliases')
        .where('site_id', '=', visitor.siteId)
        .where('anonymous_id', '=', visitor.anonymousId)
        .execute()
      if (aliases.length === 0) return
      await db
        .insertInto('aliases')
        .values(
          aliases.map((alias) => ({
            site_id: visitor.siteId,
            anonymous_id: visitor.anonymousId,
            since_ms: alias.sinceMs,
            until_ms: alias.untilMs,
            who_key: alias.whoKey,
            who: JSON.stringify(alias.who),
            assurance: alias.assurance,
          })),
        )
        .execute()
    },

    async readAliases(visitor: Visitor): Promise<Alias[]> {
      const rows = await db
        .selectFrom('aliases')
        .selectAll()
        .where('site_id', '=', visitor.siteId)
        .where('anonymous_id', '=', visitor.anonymousId)
        .orderBy('since_ms')
        .orderBy('alias_id')
        .execute()
      return rows.map((row) => ({
        sinceMs: row.since_ms,
        untilMs: row.until_ms,
        whoKey: row.who_key,
        who: JSON.parse(row.who) as Who,
        assurance: row.assurance as Assurance,
      }))
    },
  }
}
