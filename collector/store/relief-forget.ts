import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Visitor } from './events.js'
import type { Tables } from './tables.js'

/** What forgetting a visitor has to do about what was told together with others' interactions. */
export function reliefForgetVerbs(db: Kysely<Tables>) {
  return {
    /**
     * Before something of a visitor is forgotten: takes apart the digests that tell of the visitor and of which Gong has not
     * heard, so that what others did waits again, to be told without it. The lanes are locked by the caller.
     */
    async takeApartDigests(visitor: Visitor): Promise<void> {
      const rows = await db
        .selectFrom('interactions')
        .select(['interaction_id', 'digest_id'])
        .where('site_id', '=', visitor.siteId)
        .where('anonymous_id', '=', visitor.anonymousId)
        .execute()
      const ids = new Set(rows.map(({ interaction_id, digest_id }) => digest_id ?? interaction_id))
      const untold: number[] = []
      for (const some of batches([...ids])) {
        const digests = await db
          .selectFrom('interactions')
          .select('interaction_id')
          .where('interaction_id', 'in', some)
          .where('state', '=', 'pending')
          .where((eb) => eb.and([eb('request', 'is', null), eb('attempts', '=', 0)]))
          .where((eb) =>
            eb.exists(
              eb
                .selectFrom('interactions as member')
                .select('member.interaction_id')
                .whereRef('member.digest_id', '=', 'interactions.interaction_id'),
            ),
          )
          .execute()
        untold.push(...digests.map(({ interaction_id }) => interaction_id))
      }
      for (const some of batches(untold)) {
        await db
          .updateTable('interactions')
          .set({ state: 'pending', digest_id: null, reason: null, ended_at_ms: null })
          .where('digest_id', 'in', some)
          .execute()
        await db.deleteFrom('interactions').where('interaction_id', 'in', some).execute()
      }
    },

    /** The digests that tell of these interactions: when these are forgotten, so is what is kept of those. */
    async readDigestsOf(interactionIds: readonly number[]): Promise<number[]> {
      const digests = new Set<number>()
      for (const some of batches(interactionIds)) {
        const rows = await db
          .selectFrom('interactions')
          .select((eb) => eb.ref('digest_id').$notNull().as('digest_id'))
          .distinct()
          .where('interaction_id', 'in', some)
          .where('digest_id', 'is not', null)
          .execute()
        for (const { digest_id } of rows) digests.add(digest_id)
      }
      return [...digests]
    },
  }
}
