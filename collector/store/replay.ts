import { sql, type Kysely } from 'kysely'
import { eventRecord, type EventRecord } from './records.js'
import type { Tables } from './tables.js'

/** What says who visitors are, in the order in which its tables refer to each other, with their keys. */
export const IDENTITY_TABLES = {
  links: ['token_hash'],
  link_visitors: ['token_hash', 'anonymous_id'],
  known_people: ['site_id', 'who_key', 'at_ms'],
  identity_facts: ['site_id', 'anonymous_id', 'session_id', 'fact'],
  aliases: ['alias_id'],
} as const satisfies { [T in keyof Tables]?: readonly (keyof Tables[T])[] }

export type IdentityTable = keyof typeof IDENTITY_TABLES

/** A row as it is stored, by column. */
export type RawRow = Record<string, string | number | null>

/** What replaying stored events asks. They are read by order of arrival, since no index by time is kept of them. */
export function replayVerbs(db: Kysely<Tables>) {
  return {
    /** Of the first event from `seq` on; null when there is none. */
    async readArrival(seq: number): Promise<{ seq: number; receivedAtMs: number } | null> {
      const row = await db
        .selectFrom('events')
        .select(['seq', 'received_at_ms'])
        .where('seq', '>=', seq)
        .orderBy('seq')
        .limit(1)
        .executeTakeFirst()
      return row ? { seq: row.seq, receivedAtMs: row.received_at_ms } : null
    },

    /** The last event's number; 0 of an empty store. */
    async readLastSeq(): Promise<number> {
      const row = await db
        .selectFrom('events')
        .select('seq')
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row?.seq ?? 0
    },

    /** The next events from `seq` on, in order of arrival. */
    async readEventsFrom(seq: number, limit: number): Promise<EventRecord[]> {
      const rows = await db
        .selectFrom('events')
        .selectAll()
        .where('seq', '>=', seq)
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.map(eventRecord)
    },

    /** The next rows of a table after one of them, by its key, as they are stored. */
    async readRowsAfter(
      table: IdentityTable,
      { last, limit }: { last: RawRow | null; limit: number },
    ): Promise<RawRow[]> {
      const names = IDENTITY_TABLES[table]
      const key = sql.join(names.map((name) => sql.ref(name)))
      const after = last
        ? sql`where (${key}) > (${sql.join(names.map((name) => last[name]))})`
        : sql``
      const { rows } = await sql<RawRow>`
        select * from ${sql.table(table)} ${after} order by ${key} limit ${limit}
      `.execute(db)
      return rows
    },
  }
}
