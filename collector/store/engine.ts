import type { Kysely } from 'kysely'
import type { Tables } from './tables.js'

/**
 * What the two databases do differently; all else is said once, through the query builder. Each has a folder with the
 * same files.
 */
export interface Engine {
  /** The clock by which permits, leases and due times run: one for all processes that share the store. */
  readNowMs(db: Kysely<Tables>): Promise<number>
  /** Until the transaction ends, nobody else is in a stage; waits for who is. */
  lockStages(db: Kysely<Tables>): Promise<void>
  /** The same without waiting: false when somebody else is. */
  tryLockStages(db: Kysely<Tables>): Promise<boolean>
  /** How a statement marks the place of its n-th value, from 1. */
  placeholder(place: number): string
  /** Whether others may write between a transaction's read and its write, so that rows are locked as they are read. */
  locksRows: boolean
  /**
   * Outside of transactions: empties the log in which what was removed may still stand. False, at once, when somebody
   * reads or writes just then; null where the log is not in our hands.
   */
  emptyLog(db: Kysely<Tables>): Promise<boolean | null>
  /** Whether a statement failed by what it was to write, and would fail again; else by the state of the database. */
  isDataFault(error: unknown): boolean
}

/** An open database that is up to date. */
export interface Connection {
  db: Kysely<Tables>
  engine: Engine
}
