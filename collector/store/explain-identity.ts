import type { Kysely } from 'kysely'
import type { SessionFact } from './identities.js'
import type { Visitor } from './events.js'
import type { Tables } from './tables.js'
import type { Alias, Assurance, IdentityFact, Who } from './who.js'

/** All that is known of who a visitor is, and who has said so. */
export interface IdentityRecord {
  aliases: Alias[]
  /** What its sessions say, the first hundred by time. */
  facts: SessionFact[]
  /** What the site's own server has told of the people that the aliases name. */
  told: { personKey: string; by: 'visitor' | 'tracking' | 'link'; toldAtMs: number }[]
  /** The tracked links by which the visitor came, with when we first heard of it. */
  links: { personKey: string; url: string; firstMs: number; revokedAtMs: number | null }[]
}

/** Enough for a person to read. */
const MAX_ROWS = 100

/** What explaining a visitor's identity asks. */
export function explainIdentityVerbs(db: Kysely<Tables>) {
  async function readAliases(visitor: Visitor): Promise<Alias[]> {
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
      // Written by stitch only.
      who: JSON.parse(row.who) as Who,
      assurance: row.assurance as Assurance,
    }))
  }

  async function readFacts(visitor: Visitor): Promise<SessionFact[]> {
    const rows = await db
      .selectFrom('identity_facts')
      .select(['session_id', 'fact', 'first_ms', 'last_ms'])
      .where('site_id', '=', visitor.siteId)
      .where('anonymous_id', '=', visitor.anonymousId)
      .orderBy('first_ms')
      .limit(MAX_ROWS)
      .execute()
    return rows.map((row) => ({
      sessionId: row.session_id,
      fact: JSON.parse(row.fact) as IdentityFact, // Written by stitch only.
      firstMs: row.first_ms,
      lastMs: row.last_ms,
    }))
  }

  async function readTold(siteId: string, personKeys: readonly string[]) {
    if (personKeys.length === 0) return []
    const rows = await db
      .selectFrom('known_people')
      .select(['who_key', 'person_key', 'told_at_ms'])
      .where('person_key', 'in', personKeys)
      .where('site_id', '=', siteId)
      .orderBy('told_at_ms')
      .limit(MAX_ROWS)
      .execute()
    return rows.map((row) => ({
      personKey: row.person_key,
      // Its keys begin so, as the column's comment says.
      by: row.who_key.split(':', 1)[0] as IdentityRecord['told'][number]['by'],
      toldAtMs: row.told_at_ms,
    }))
  }

  async function readLinks({ siteId, anonymousId }: Visitor): Promise<IdentityRecord['links']> {
    const rows = await db
      .selectFrom('link_visitors')
      .innerJoin('links', 'links.token_hash', 'link_visitors.token_hash')
      .select(['links.person_key', 'links.url', 'links.revoked_at_ms', 'link_visitors.first_ms'])
      .where('link_visitors.site_id', '=', siteId)
      .where('link_visitors.anonymous_id', '=', anonymousId)
      .orderBy('link_visitors.first_ms')
      .limit(MAX_ROWS)
      .execute()
    return rows.map((row) => ({
      personKey: row.person_key,
      url: row.url,
      firstMs: row.first_ms,
      revokedAtMs: row.revoked_at_ms,
    }))
  }

  return {
    async readIdentity(visitor: Visitor): Promise<IdentityRecord> {
      const aliases = await readAliases(visitor)
      const personKeys = [...new Set(aliases.map(({ whoKey }) => whoKey))]
      return {
        aliases,
        facts: await readFacts(visitor),
        told: await readTold(visitor.siteId, personKeys),
        links: await readLinks(visitor),
      }
    },
  }
}
