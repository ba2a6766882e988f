import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Visitor } from './events.js'
import type { Tables } from './tables.js'

/** A browser that came by a link. */
export interface LinkVisit extends Visitor {
  tokenHash: string
  /** When we first heard of it. */
  firstMs: number
}

/** The browsers of a link that are noted. Beyond, it is passed around for all to see, and their number says no more. */
export const MAX_LINK_BROWSERS = 250

export function linkVisitorVerbs(db: Kysely<Tables>) {
  /** Of each link that has any. */
  async function countBrowsers(tokenHashes: readonly string[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>()
    for (const some of batches(tokenHashes)) {
      const rows = await db
        .selectFrom('link_visitors')
        .select(['token_hash', (eb) => eb.fn.countAll().as('browsers')])
        .where('token_hash', 'in', some)
        .groupBy('token_hash')
        .execute()
      for (const row of rows) counts.set(row.token_hash, Number(row.browsers))
    }
    return counts
  }

  return {
    /** Notes browsers that came by links that there are, each with the first time; no more once a link has had too many. */
    async noteLinkVisitors(visits: readonly LinkVisit[]): Promise<void> {
      const counts = await countBrowsers([...new Set(visits.map((each) => each.tokenHash))])
      const rows = new Map<string, LinkVisit>()
      for (const visit of visits) {
        if ((counts.get(visit.tokenHash) ?? 0) >= MAX_LINK_BROWSERS) continue
        const key = `${visit.tokenHash} ${visit.anonymousId}`
        if (visit.firstMs < (rows.get(key)?.firstMs ?? Infinity)) rows.set(key, visit)
      }
      for (const some of batches([...rows.values()])) {
        await db
          .insertInto('link_visitors')
          .values(
            some.map(({ tokenHash, siteId, anonymousId, firstMs }) => ({
              token_hash: tokenHash,
              site_id: siteId,
              anonymous_id: anonymousId,
              first_ms: firstMs,
            })),
          )
          .onConflict((conflict) =>
            conflict
              .columns(['token_hash', 'anonymous_id'])
              .doUpdateSet((eb) => ({ first_ms: eb.ref('excluded.first_ms') }))
              .whereRef('link_visitors.first_ms', '>', 'excluded.first_ms'),
          )
          .execute()
      }
    },

    /** The browsers that came by these links, in the order in which we heard of them. */
    async readLinkVisitors(tokenHashes: readonly string[]): Promise<LinkVisit[]> {
      const visits: LinkVisit[] = []
      for (const some of batches(tokenHashes)) {
        const rows = await db
          .selectFrom('link_visitors')
          .selectAll()
          .where('token_hash', 'in', some)
          .execute()
        for (const row of rows) {
          visits.push({
            tokenHash: row.token_hash,
            siteId: row.site_id,
            anonymousId: row.anonymous_id,
            firstMs: row.first_ms,
          })
        }
      }
      return visits.sort(
        (a, b) => a.firstMs - b.firstMs || (a.anonymousId < b.anonymousId ? -1 : 1),
      )
    },
  }
}
