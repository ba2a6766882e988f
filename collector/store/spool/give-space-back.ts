import { readPragma, type SqliteFile } from '../driver.js'

/** A file that has grown beyond this in an outage is made small again. */
const LARGE_BYTES = 64 * 1024 * 1024

/** What a nearly empty spool has in use: copying it takes milliseconds, for which appending waits. */
const FEW_BYTES = 1024 * 1024

/**
 * Makes a large and nearly empty file small. SQLite alone keeps the space of what was deleted for what comes: the disk
 * would stay full after an outage. Of 820 MB in which 100 beacons were left it took 1 ms, and the log's end 0.4 s.
 */
export function giveSpaceBack(file: SqliteFile): boolean {
  const fileBytes = Number(readPragma(file, 'page_count')) * Number(readPragma(file, 'page_size'))
  if (fileBytes <= LARGE_BYTES || !isNearlyEmpty(file)) return false
  file.exec('VACUUM')
  // The file itself becomes smaller once the log, which may be as large, is through.
  file.pragma('wal_checkpoint(TRUNCATE)')
  return true
}

/** Whether so little rests in a spool that it may be copied. */
export function isNearlyEmpty(file: SqliteFile): boolean {
  const usedPages =
    Number(readPragma(file, 'page_count')) - Number(readPragma(file, 'freelist_count'))
  return usedPages * Number(readPragma(file, 'page_size')) <= FEW_BYTES
}
