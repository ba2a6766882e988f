import { sql } from 'kysely'
import type { Clock } from '../../lib/clock.js'
import { BUSY_TIMEOUT_MS, isBusy, sqliteCode } from '../driver.js'
import type { Engine } from '../engine.js'

/** One process at a time has the file, and one transaction at a time writes to it: nothing else is to be locked. */
export function createEngine(clock: Clock): Engine {
  return {
    readNowMs: async () => clock(),
    lockStages: async () => undefined,
    tryLockStages: async () => true,
    placeholder: () => '?',
    locksRows: false,
    // Without patience: it would hold up all who write meanwhile. https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
    emptyLog: (db) =>
      db.connection().execute(async (own) => {
        await sql`pragma busy_timeout = 0`.execute(own)
        try {
          const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(own)
          return rows[0]?.busy === 0
        } catch (error) {
          if (!isBusy(error)) throw error
          return false
        } finally {
          await sql`pragma busy_timeout = ${sql.lit(BUSY_TIMEOUT_MS)}`.execute(own)
        }
      }),
    isDataFault(error) {
      return /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(sqliteCode(error) ?? '')
    },
  }
}
