import type { Kysely } from 'kysely'
import type { Tables } from './tables.js'

/** A database of which nothing is changed, and the migrations that this program counts on. */
export interface ReadConnection {
  db: Kysely<Tables>
  migrations: string[]
}

/** There is no store, or none that this program can read: what to do is in its words. */
export class StoreAbsent extends Error {
  override name = 'StoreAbsent'
}
