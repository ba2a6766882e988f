import type { Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import { readAtGong, type AtGong } from './at-gong.js'
import { batches } from './batches.js'
import type { FoundRows } from './find-in-browser.js'
import { reliefForgetVerbs } from './relief-forget.js'
import type { Tables } from './tables.js'

/**
 * Removes events and interactions with their attempts, and lets go of others' events that shared an interaction: told
 * anew if that was not sent, else they have been told. Returns what Gong has of the interactions. The lanes are locked
 * by the caller.
 */
export async function forgetRows(
  db: Kysely<Tables>,
  { eventSeqs, untoldSeqs, toldSeqs, interactionIds, digestIds }: FoundRows,
): Promise<AtGong> {
  const relief = reliefForgetVerbs(db)
  await relief.takeApartDigests(digestIds)
  for (const seqs of batches(eventSeqs)) {
    await db.deleteFrom('events').where('seq', 'in', seqs).execute()
  }
  for (const seqs of batches(untoldSeqs)) {
    await releaseEvents(db, seqs, { stage: 'stitched' })
  }
  for (const seqs of batches(toldSeqs)) {
    await releaseEvents(db, seqs, { unfolded_reason: 'person_erased' })
  }
  const atGong = await readAtGong(db, interactionIds)
  await relief.giveUpMembersOf(interactionIds)
  for (const ids of batches(interactionIds)) {
    await db.deleteFrom('attempts').where('interaction_id', 'in', ids).execute()
    await db.deleteFrom('interactions').where('interaction_id', 'in', ids).execute()
  }
  return atGong
}

async function releaseEvents(
  db: Kysely<Tables>,
  seqs: readonly number[],
  then: { stage: 'stitched' } | { unfolded_reason: ErrorCode },
): Promise<void> {
  await db
    .updateTable('events')
    .set({ interaction_id: null, ...then })
    .where('seq', 'in', seqs)
    .execute()
}
