import { sql, type Expression, type Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Tables } from './tables.js'

/** What of people is known for longer than it may be is removed, a bounded number at a time. */
export function identityRetentionVerbs(db: Kysely<Tables>) {
  return {
    /** What is known of who visitors are that have said nothing of it since `beforeMs`. Returns how many visitors. */
    async removeIdentities(beforeMs: number, limit: number): Promise<number> {
      const silent = await db
        .selectFrom('identity_facts as old')
        .select(['old.site_id', 'old.anonymous_id'])
        .distinct()
        .where('old.last_ms', '<', beforeMs)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('identity_facts as newer')
                .select('newer.last_ms')
                .whereRef('newer.site_id', '=', 'old.site_id')
                .whereRef('newer.anonymous_id', '=', 'old.anonymous_id')
                .where('newer.last_ms', '>=', beforeMs),
            ),
          ),
        )
        .limit(limit)
        .execute()
      for (const { site_id, anonymous_id } of silent) {
        for (const table of ['identity_facts', 'aliases', 'link_visitors'] as const) {
          await db
            .deleteFrom(table)
            .where('site_id', '=', site_id)
            .where('anonymous_id', '=', anonymous_id)
            .execute()
        }
      }
      return silent.length
    },

    /** Links that ended before `beforeMs` and by which no browser is known any more; who came by them goes too. */
    async removeLinks(beforeMs: number, limit: number): Promise<number> {
      const old = await db
        .selectFrom('links')
        .select('token_hash')
        .where('expires_at_ms', '<', beforeMs)
        .where((eb) => {
          const whoKey = sql<string>`'link:' || links.token_hash`
          return eb.not(eb.exists(factsOf(db, whoKey)))
        })
        .orderBy('expires_at_ms')
        .limit(limit)
        .execute()
      for (const hashes of batches(old.map(({ token_hash }) => token_hash))) {
        await db.deleteFrom('link_visitors').where('token_hash', 'in', hashes).execute()
        await db.deleteFrom('links').where('token_hash', 'in', hashes).execute()
      }
      return old.length
    },

    /**
     * What sites' servers told before `beforeMs` of whom no browser says anything any more. What they told of browsers
     * has become those browsers' facts.
     */
    async removeKnownPeople(beforeMs: number, limit: number): Promise<number> {
      const old = await db
        .selectFrom('known_people')
        .select(['site_id', 'who_key', 'at_ms'])
        .where('told_at_ms', '<', beforeMs)
        .where('stage', '=', 'stitched')
        .where((eb) => eb.not(eb.exists(factsOf(db, eb.ref('known_people.who_key')))))
        .orderBy('told_at_ms')
        .limit(limit)
        .execute()
      for (const { site_id, who_key, at_ms } of old) {
        await db
          .deleteFrom('known_people')
          .where('site_id', '=', site_id)
          .where('who_key', '=', who_key)
          .where('at_ms', '=', at_ms)
          .execute()
      }
      return old.length
    },
  }
}

function factsOf(db: Kysely<Tables>, whoKey: Expression<string>) {
  return db
    .selectFrom('identity_facts')
    .select('identity_facts.who_key')
    .where('identity_facts.who_key', '=', whoKey)
}
