import pg from 'pg'
import { sql } from 'kysely'
import type { Clock } from '../../lib/clock.js'
import type { Engine } from '../engine.js'

/** Several processes share the database: they take turns at the stages and lock the rows that they are about to change. */
export function createEngine(clock?: Clock): Engine {
  return {
    async readNowMs(db) {
      if (clock) return clock()
      const { rows } = await sql<{ now_ms: number }>`
        select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms
      `.execute(db)
      if (!rows[0]) throw new Error('the database did not say what time it is')
      return rows[0].now_ms
    },
    async lockStages(db) {
      await sql`select pg_advisory_xact_lock(${STAGES_LOCK})`.execute(db)
    },
    async tryLockStages(db) {
      const { rows } = await sql<{ locked: boolean }>`
        select pg_try_advisory_xact_lock(${STAGES_LOCK}) as locked
      `.execute(db)
      return rows[0]?.locked === true
    },
    placeholder: (place) => `$${place}`,
    locksRows: true,
    // What becomes of the room of dead rows, and of the log, is the server's.
    emptyLog: async () => null,
    isDataFault: (error) =>
      error instanceof pg.DatabaseError && /^(22|23|54)/.test(error.code ?? ''),
  }
}

/** Any number that nobody else takes in this database: "tamtam" in letters' places. */
const STAGES_LOCK = 2_001_132_001
