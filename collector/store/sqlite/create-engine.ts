import { sql } from 'kysely'
import type { Clock } from '../../lib/clock.js'
import { sqliteCode } from '../driver.js'
import type { Engine } from '../engine.js'

/** One process at a time has the file, and one transaction at a time writes to it: nothing else is to be locked. */
export function createEngine(clock: Clock): Engine {
  return {
    readNowMs: async () => clock(),
    lockStages: async () => undefined,
    tryLockStages: async () => true,
    placeholder: () => '?',
    locksRows: false,
    // https://www.sqlite.org/pragma.html#pragma_secure_delete
    async overwriteRemoved(db) {
      await sql`pragma secure_delete = on`.execute(db)
    },
    // https://www.sqlite.org/pragma.html#pragma_wal_checkpoint: who reads meanwhile leaves it as it is.
    async emptyLog(db) {
      await sql`pragma wal_checkpoint(truncate)`.execute(db)
    },
    isDataFault(error) {
      return /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(sqliteCode(error) ?? '')
    },
  }
}
