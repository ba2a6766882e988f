import type { Kysely } from 'kysely'
import { NOTHING_AT_GONG, readAtGong, sumAtGong, type AtGong } from './at-gong.js'
import { batches } from './batches.js'
import type { Visitor } from './events.js'
import { SHARE_KIND } from './interaction.js'
import type { Tables } from './tables.js'

/** The shares of which a person was a recipient, each by what stands in its row for a browser. */
export async function readSharesTo(db: Kysely<Tables>, personKey: string): Promise<Visitor[]> {
  const rows = await db
    .selectFrom('links')
    .select(['site_id', (eb) => eb.ref('share_id').$notNull().as('share_id')])
    .where('person_key', '=', personKey)
    .where('share_id', 'is not', null)
    .execute()
  // Twice where a person was named twice, which harms nothing.
  return rows.map(({ site_id, share_id }) => ({ siteId: site_id, anonymousId: share_id }))
}

/**
 * Removes what was told of shares, or waits to be, whole: its content names every recipient. The lanes are locked by the
 * caller. Returns how many interactions that were, and what Gong has of them.
 */
export async function forgetShares(
  db: Kysely<Tables>,
  shares: readonly Visitor[],
): Promise<{ interactions: number; atGong: AtGong }> {
  let interactions = 0
  let atGong = NOTHING_AT_GONG
  for (const some of batches(shares)) {
    const rows = await db
      .selectFrom('interactions')
      .select('interaction_id')
      .where('site_id', 'in', [...new Set(some.map(({ siteId }) => siteId))])
      .where(
        'anonymous_id',
        'in',
        some.map(({ anonymousId }) => anonymousId),
      )
      .where('kind', '=', SHARE_KIND)
      .execute()
    const ids = rows.map(({ interaction_id }) => interaction_id)
    if (ids.length === 0) continue
    atGong = sumAtGong(atGong, await readAtGong(db, ids))
    await db.deleteFrom('attempts').where('interaction_id', 'in', ids).execute()
    await db.deleteFrom('interactions').where('interaction_id', 'in', ids).execute()
    interactions += ids.length
  }
  return { interactions, atGong }
}
