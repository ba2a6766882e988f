import { readPragma, withoutWaiting, type SqliteFile } from '../driver.js'
import { isNearlyEmpty } from './give-space-back.js'

/**
 * Leaves nothing of what was forgotten in a nearly empty spool's file and log, in which it would else stand until others'
 * beacons take its place. False, at once, when somebody reads or writes just then, or much rests there: to be tried again.
 * Of an empty one it takes some milliseconds, for which appending waits. To overwrite each beacon as it is forgotten
 * (https://www.sqlite.org/pragma.html#pragma_secure_delete) needs room in the log: on a full disk nothing could be
 * forgotten any more.
 */
export function overwriteForgotten(file: SqliteFile): boolean {
  if (!isNearlyEmpty(file)) return false
  const isDone = withoutWaiting(file, () => {
    file.exec('VACUUM')
    // The first column is 1 where somebody was in the way. https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
    return readPragma(file, 'wal_checkpoint(TRUNCATE)') === 0
  })
  return isDone === true
}
