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
    isDataFault(error) {
      return /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(sqliteCode(error) ?? '')
    },
  }
}
