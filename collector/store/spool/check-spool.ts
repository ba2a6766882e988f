import { existsSync, statSync } from 'node:fs'
import { openSqliteFile, readPragma, type SqliteFile } from '../driver.js'
import { setSpoolAside } from './set-aside.js'
import { hasSpoolShape } from './spool-table.js'
import { isDamaged, namingDamage, SpoolDamagedError } from './spool-damaged.js'

/**
 * Files up to this size are read whole, which took 0.03 s a 32 MB where the disk had them at hand, and 0.9 s where it had
 * not (250 MB: 0.25 s and 7 s). Of a larger one the table and its two ends are looked at; damage further in is met by
 * whoever reads it.
 */
const MAX_CHECKED_BYTES = 32 * 1024 * 1024

/**
 * To be called before the spool is opened, while nobody has it open. A damaged one is set aside, and where to is
 * returned; null when all is well. A log that ends in the middle of a commit is no damage: nobody was answered for that.
 * Throws when the file cannot be looked at.
 */
export function checkSpool(path: string, nowMs: number): string | null {
  try {
    namingDamage(path, () => check(path))
    return null
  } catch (error) {
    if (!isDamaged(error)) throw error
    return setSpoolAside(path, nowMs)
  }
}

function check(path: string): void {
  const bytes = bytesOf(path)
  if (bytes === 0) {
    // SQLite would throw the log away and begin anew.
    if (bytesOf(`${path}-wal`) === 0) return
    throw new SpoolDamagedError(`${path} is empty and its log is not`)
  }
  const file = openSqliteFile(path)
  try {
    if (!hasSpoolShape(file)) throw new SpoolDamagedError(`${path} is not a spool`)
    if (bytes <= MAX_CHECKED_BYTES) checkWhole(file, path)
    else checkEnds(file)
  } finally {
    file.close()
  }
}

function checkWhole(file: SqliteFile, path: string): void {
  const found = readPragma(file, 'quick_check(1)')
  if (found !== 'ok') throw new SpoolDamagedError(`${path}: ${String(found)}`)
}

/** Throws by itself when these pages are damaged. */
function checkEnds(file: SqliteFile): void {
  for (const order of ['ASC', 'DESC']) {
    file.prepare(`SELECT CAST(body AS BLOB) FROM beacons ORDER BY seq ${order} LIMIT 10`).all()
  }
}

function bytesOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0
}
