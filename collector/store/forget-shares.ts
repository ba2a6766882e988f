import type { Kysely } from 'kysely'
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

/** What was told of shares, or waits to be: its content names every recipient, so that it goes whole. */
export async function readShareInteractions(
  db: Kysely<Tables>,
  shares: readonly Visitor[],
): Promise<number[]> {
  const found: number[] = []
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
    found.push(...rows.map(({ interaction_id }) => interaction_id))
  }
  return found
}
