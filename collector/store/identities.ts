import type { Kysely } from 'kysely'
import type { Visitor } from './events.js'
import type { Tables } from './tables.js'
import type { Alias, Assurance, IdentityFact, Who } from './who.js'

/** A fact with the session that says it and the true time at which it does. */
export interface DatedFact {
  sessionId: string
  occurredAtMs: number
  fact: IdentityFact
}

export function identityVerbs(db: Kysely<Tables>) {
  return {
    /**
     * Adds what a visitor's events say of who it is. A session says the same thing once, at the earliest of its times:
     * a session ends when another person arrives, so nothing lies between two times of one fact. Returns whether any
     * of it was news.
     */
    async addFacts(visitor: Visitor, facts: readonly DatedFact[]): Promise<boolean> {
      let news = false
      for (const { sessionId, occurredAtMs, fact } of facts) {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('identity_facts')
          .values({
            site_id: visitor.siteId,
            anonymous_id: visitor.anonymousId,
            session_id: sessionId,
            fact: JSON.stringify(fact),
            occurred_at_ms: occurredAtMs,
          })
          .onConflict((conflict) =>
            conflict
              .columns(['site_id', 'anonymous_id', 'session_id', 'fact'])
              .doUpdateSet({ occurred_at_ms: occurredAtMs })
              .where('identity_facts.occurred_at_ms', '>', occurredAtMs),
          )
          .executeTakeFirstOrThrow()
        news ||= numInsertedOrUpdatedRows === 1n
      }
      return news
    },

    /** All that a visitor's events have said of who it is, in the order in which it happened. */
    async readFacts(visitor: Visitor): Promise<DatedFact[]> {
      const rows = await db
        .selectFrom('identity_facts')
        .select(['session_id', 'occurred_at_ms', 'fact'])
        .where('site_id', '=', visitor.siteId)
        .where('anonymous_id', '=', visitor.anonymousId)
        .orderBy('occurred_at_ms')
        .orderBy('session_id')
        .orderBy('fact')
        .execute()
      return rows.map((row) => ({
        sessionId: row.session_id,
        occurredAtMs: row.occurred_at_ms,
        fact: JSON.parse(row.fact) as IdentityFact,
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
