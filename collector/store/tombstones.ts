import { createHmac, randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import { batches } from './batches.js'
import type { StoredEvent, Visitor } from './events.js'
import type { Tables } from './tables.js'

/** Whom to forget: a browser, or a person by the key of an alias, such as `email:ada@example.org`. */
export type Erasable = { kind: 'visitor'; visitor: Visitor } | { kind: 'person'; whoKey: string }

/** What is kept of whom we forgot: hashes that by themselves name nobody. */
export function tombstoneVerbs(db: Kysely<Tables>, installationId: string) {
  const hashOf = (erasable: Erasable): string =>
    createHmac('sha256', installationId).update(nameOf(erasable)).digest('hex')

  /** Hashing all visitors of a batch is a third of what it costs to stitch them. */
  async function isAnyErased(): Promise<boolean> {
    // With a condition that is always true, so that the index is entered and not read through.
    const one = db.selectFrom('tombstones').select('key_hash').where('key_hash', '>', '').limit(1)
    return (await one.executeTakeFirst()) !== undefined
  }

  return {
    /** By what a tombstone names somebody: nobody can be read from it, and who knows an address can find it. */
    tombstoneOf: hashOf,

    /** What happened to them until `nowMs` is not taken back in, however late it comes. */
    async raiseTombstone(erasable: Erasable, nowMs: number): Promise<void> {
      await db
        .insertInto('tombstones')
        .values({ key_hash: hashOf(erasable), erased_at_ms: nowMs })
        .onConflict((conflict) => conflict.column('key_hash').doUpdateSet({ erased_at_ms: nowMs }))
        .execute()
    },

    /** When those of them that were erased were. By `nameOf`. */
    async readTombstones(erasables: readonly Erasable[]): Promise<Map<string, number>> {
      const erased = new Map<string, number>()
      if (!(await isAnyErased())) return erased
      const byName = new Map(erasables.map((each) => [nameOf(each), each]))
      const names = new Map([...byName].map(([name, each]) => [hashOf(each), name]))
      for (const hashes of batches([...names.keys()])) {
        const rows = await db
          .selectFrom('tombstones')
          .selectAll()
          .where('key_hash', 'in', hashes)
          .execute()
        for (const row of rows) erased.set(names.get(row.key_hash) ?? '', row.erased_at_ms)
      }
      return erased
    },

    /** Removes events of which only the number is to be kept, and keeps that. */
    async dropEvents(events: readonly StoredEvent[], reason: ErrorCode, nowMs: number) {
      for (const siteId of new Set(events.map((event) => event.siteId))) {
        const seqs = events.filter((event) => event.siteId === siteId).map(({ seq }) => seq)
        for (const some of batches(seqs)) {
          await db.deleteFrom('events').where('seq', 'in', some).execute()
        }
        await db
          .insertInto('drops')
          .values({
            drop_id: randomUUID(),
            site_id: siteId,
            dropped_at_ms: nowMs,
            reason,
            event_count: seqs.length,
          })
          .execute()
      }
    },
  }
}

export function nameOf(erasable: Erasable): string {
  return erasable.kind === 'person'
    ? erasable.whoKey
    : `visitor:${erasable.visitor.siteId} ${erasable.visitor.anonymousId}`
}
