import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Tables } from './tables.js'
import type { Person } from './who.js'

/** A tracked link. Whoever has its token comes as its person; we keep the token's hash. */
export interface Link {
  /** SHA-256 of the token, hexadecimal. */
  tokenHash: string
  siteId: string
  /** Where it leads, on the site's own origins. */
  url: string
  person: Person
  /** By `personKey`. */
  personKey: string
  madeAtMs: number
  /** From then on it names nobody. */
  expiresAtMs: number
  /** The same, as the site took it back; null while it holds. */
  revokedAtMs: number | null
  /** Of the share that it was made for. */
  shareId?: string
}

export function linkVerbs(db: Kysely<Tables>) {
  return {
    async makeLinks(links: readonly Link[]): Promise<void> {
      for (const some of batches(links)) {
        await db.insertInto('links').values(some.map(rowOf)).execute()
      }
    },

    /** Those that there are. */
    async readLinks(tokenHashes: readonly string[]): Promise<Link[]> {
      const links: Link[] = []
      for (const some of batches(tokenHashes)) {
        const rows = await db
          .selectFrom('links')
          .selectAll()
          .where('token_hash', 'in', some)
          .execute()
        links.push(...rows.map(linkOf))
      }
      return links
    },

    /** From now on the link names nobody. False when the site has no such link, or has taken it back before. */
    async revokeLink(given: {
      siteId: string
      tokenHash: string
      nowMs: number
    }): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('links')
        .set({ revoked_at_ms: given.nowMs })
        .where('token_hash', '=', given.tokenHash)
        .where('site_id', '=', given.siteId)
        .where('revoked_at_ms', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}

interface LinkRow {
  token_hash: string
  site_id: string
  url: string
  person: string
  person_key: string
  made_at_ms: number
  expires_at_ms: number
  revoked_at_ms: number | null
  share_id: string | null
}

function rowOf(link: Link): LinkRow {
  return {
    token_hash: link.tokenHash,
    site_id: link.siteId,
    url: link.url,
    person: JSON.stringify(link.person),
    person_key: link.personKey,
    made_at_ms: link.madeAtMs,
    expires_at_ms: link.expiresAtMs,
    revoked_at_ms: link.revokedAtMs,
    share_id: link.shareId ?? null,
  }
}

function linkOf(row: LinkRow): Link {
  return {
    tokenHash: row.token_hash,
    siteId: row.site_id,
    url: row.url,
    // Written by `makeLinks` only.
    person: JSON.parse(row.person) as Person,
    personKey: row.person_key,
    madeAtMs: row.made_at_ms,
    expiresAtMs: row.expires_at_ms,
    revokedAtMs: row.revoked_at_ms,
    ...(row.share_id !== null && { shareId: row.share_id }),
  }
}
