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
  /** Whose the site's own server has told us the trackingIds and links are that the facts name. */
  told: { personKey: string; by: 'tracking' | 'link'; toldAtMs: number }[]
  /** The tracked links by which the visitor came. */
  links: LinkRecord[]
}

export interface LinkRecord {
  tokenHash: string
  personKey: string
  url: string
  /** When we first heard of it, or when the visitor came where the link had ended by then. */
  firstMs: number
  expiresAtMs: number
  revokedAtMs: number | null
  /** In how many it has been seen while it held, of as many as are noted. */
  browsers: number
  /** Which of those it is, from 1 on; null where it is none of them. */
  place: number | null
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

  async function readTold(siteId: string, handles: readonly string[]) {
    if (handles.length === 0) return []
    const rows = await db
      .selectFrom('known_people')
      .select(['who_key', 'person_key', 'told_at_ms'])
      .where('site_id', '=', siteId)
      .where('who_key', 'in', handles)
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

  async function readLinks(
    { siteId, anonymousId }: Visitor,
    facts: readonly SessionFact[],
  ): Promise<LinkRecord[]> {
    const cameAt = new Map<string, number>()
    for (const { fact, firstMs } of facts) {
      if (fact.kind !== 'link') continue
      cameAt.set(fact.tokenHash, Math.min(firstMs, cameAt.get(fact.tokenHash) ?? Infinity))
    }
    if (cameAt.size === 0) return []
    const links = await db
      .selectFrom('links')
      .select(['token_hash', 'person_key', 'url', 'expires_at_ms', 'revoked_at_ms'])
      .where('token_hash', 'in', [...cameAt.keys()])
      .where('site_id', '=', siteId)
      .execute()
    const visits = await db
      .selectFrom('link_visitors')
      .select(['token_hash', 'anonymous_id', 'first_ms'])
      .where('token_hash', 'in', [...cameAt.keys()])
      .orderBy('first_ms')
      .orderBy('anonymous_id')
      .execute()
    const read = links.map((link): LinkRecord => {
      const browsers = visits.filter(({ token_hash }) => token_hash === link.token_hash)
      const at = browsers.findIndex(({ anonymous_id }) => anonymous_id === anonymousId)
      return {
        tokenHash: link.token_hash,
        personKey: link.person_key,
        url: link.url,
        firstMs: browsers[at]?.first_ms ?? cameAt.get(link.token_hash) ?? 0,
        expiresAtMs: link.expires_at_ms,
        revokedAtMs: link.revoked_at_ms,
        browsers: browsers.length,
        place: at < 0 ? null : at + 1,
      }
    })
    return read.sort((a, b) => a.firstMs - b.firstMs)
  }

  return {
    async readIdentity(visitor: Visitor): Promise<IdentityRecord> {
      const facts = await readFacts(visitor)
      return {
        aliases: await readAliases(visitor),
        facts,
        told: await readTold(visitor.siteId, handlesIn(facts)),
        links: await readLinks(visitor, facts),
      }
    },
  }
}

/** By what else than its browser a visitor may be known. */
function handlesIn(facts: readonly SessionFact[]): string[] {
  const handles = facts.flatMap(({ fact }) => {
    if (fact.kind === 'link') return `link:${fact.tokenHash}`
    return fact.kind === 'who' && fact.who.kind === 'tracked' ? fact.whoKey : []
  })
  return [...new Set(handles)]
}
