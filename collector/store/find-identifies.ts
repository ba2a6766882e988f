import type { Kysely } from 'kysely'
import type { Visitor } from './events.js'
import type { SessionFact } from './identities.js'
import type { Tables } from './tables.js'

interface Named {
  whoKey: string
  /** All of the browser. */
  facts: readonly SessionFact[]
}

/**
 * Events in which a browser's pages named a person by a token that does not hold: no alias has their time. Found by what
 * its visits said, since no index finds events by whom they name. Returns their numbers.
 */
export async function findIdentifies(
  db: Kysely<Tables>,
  visitor: Visitor,
  { whoKey, facts }: Named,
): Promise<number[]> {
  const seqs: number[] = []
  for (const { sessionId, fact, firstMs, lastMs } of facts) {
    if (fact.kind !== 'refused' || fact.whoKey !== whoKey) continue
    const rows = await db
      .selectFrom('events')
      .select('seq')
      .where('site_id', '=', visitor.siteId)
      .where('anonymous_id', '=', visitor.anonymousId)
      .where('unfolded_reason', 'is not', null)
      .where('session_id', '=', sessionId)
      .where('type', '=', 'identify')
      .where('occurred_at_ms', '>=', firstMs)
      .where('occurred_at_ms', '<=', lastMs)
      .execute()
    seqs.push(...rows.map(({ seq }) => seq))
  }
  return [...new Set(seqs)]
}
