import type { Removed } from '../store/count-removed.js'
import type { GongErasure } from './erase-at-gong.js'
import type { SpoolRest } from './erase-spool.js'
import type { Whom } from './erase-whom.js'

/** What an erasure came to, to be kept by whoever answers for it. It names nobody: no address, number or id is in it. */
export interface Receipt {
  receiptId: string
  erasedAtMs: number
  /** As in the audit log. */
  actor: string
  /** By what kind of name the person was asked for. */
  by: Whom['by']
  /** What is kept of the person, so that nothing of before comes back: a keyed hash of that name. */
  tombstone: string
  /** In how many browsers they were known. */
  browsers: number
  /** Rows that went, by table. */
  removed: Removed
  /** By what else the same browsers knew them at the time: not erased by this. */
  alsoKnownAs: { by: string; tombstone: string }[]
  /** What this machine still had to hand over to the store, where theirs is dropped; null where there is no spool. */
  spool: SpoolRest | 'unreadable' | null
  /**
   * Whether the log of an SQLite store, in which what was erased may still stand, could be emptied; else a collector does
   * so within minutes. Null where the log is the database server's.
   */
  logEmptied: boolean | null
  /** Not in our hands: what of these interactions Gong has, and its requestIds for them. */
  atGong: { delivered: number; requestIds: string[]; uncertain: number }
  /** Gong's own erasure; null where it was not asked for. */
  gongErasure: GongErasure | null
  /** What failed once the person was erased, each in words with the next step. */
  unfinished: string[]
}
