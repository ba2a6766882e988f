import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import { interactionRecord, type InteractionRecord } from './records.js'
import { MAX_SEARCHED, searchInteractions } from './search-interactions.js'
import type { Tables } from './tables.js'

/** What is asked of a list of interactions; with `search`, of the newest MAX_SEARCHED those that have it. */
export interface Asked {
  search?: string | undefined
  limit: number
}

/** Interactions in the order in which `readIds` gives the newest of them, as many as it is asked for. */
export async function readNewest(
  db: Kysely<Tables>,
  readIds: (limit: number) => Promise<number[]>,
  { search, limit }: Asked,
): Promise<InteractionRecord[]> {
  const ids =
    search === undefined
      ? await readIds(limit)
      : await searchInteractions(db, await readIds(MAX_SEARCHED), { text: search, limit })
  const found = new Map<number, InteractionRecord>()
  for (const some of batches(ids)) {
    const rows = await db
      .selectFrom('interactions')
      .selectAll()
      .where('interaction_id', 'in', some)
      .execute()
    for (const row of rows) found.set(row.interaction_id, interactionRecord(row))
  }
  return ids.flatMap((id) => found.get(id) ?? [])
}
