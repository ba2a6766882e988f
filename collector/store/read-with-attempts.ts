import type { Kysely } from 'kysely'
import {
  attemptRecord,
  interactionRecord,
  type AttemptRecord,
  type InteractionRecord,
} from './records.js'
import type { Tables } from './tables.js'

/** An interaction with its calls, in their order. */
export interface ExportedInteraction {
  interaction: InteractionRecord
  attempts: AttemptRecord[]
}

/** By number; of a few at a time, and not of none. */
export async function readWithAttempts(
  db: Kysely<Tables>,
  ids: readonly number[],
): Promise<ExportedInteraction[]> {
  const interactions = await db
    .selectFrom('interactions')
    .selectAll()
    .where('interaction_id', 'in', ids)
    .orderBy('interaction_id')
    .execute()
  const attempts = await db
    .selectFrom('attempts')
    .selectAll()
    .where('interaction_id', 'in', ids)
    .orderBy('attempt_id')
    .execute()
  return interactions.map((row) => ({
    interaction: interactionRecord(row),
    attempts: attempts
      .filter(({ interaction_id }) => interaction_id === row.interaction_id)
      .map(attemptRecord),
  }))
}
