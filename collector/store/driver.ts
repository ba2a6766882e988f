import LibsqlDatabase from 'libsql'

/** One open SQLite file. The driver is named in this file only. */
export type SqliteFile = InstanceType<typeof LibsqlDatabase>

/**
 * Opens an SQLite file in WAL mode in which a commit returns only after its fsync.
 * Throws when the file cannot be opened, or when the driver would not keep that promise.
 */
export function openSqliteFile(path: string): SqliteFile {
  const file = new LibsqlDatabase(path)
  try {
    file.pragma('journal_mode = WAL')
    // The driver's default under WAL may be NORMAL, which loses the last commits with the power.
    file.pragma('synchronous = FULL')
    file.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    file.pragma('foreign_keys = ON')
    const synchronous = readPragma(file, 'synchronous')
    const journalMode = readPragma(file, 'journal_mode')
    if (synchronous !== SYNCHRONOUS_FULL || journalMode !== 'wal') {
      throw new Error(
        `${path}: journal_mode is ${String(journalMode)} and synchronous ${String(synchronous)}, not wal and ${SYNCHRONOUS_FULL}: a commit would not be durable`,
      )
    }
    return file
  } catch (error) {
    file.close()
    throw error
  }
}

/**
 * All that `work` writes is committed together or, when it throws, not at all. The driver's own `transaction()` would
 * hide what went wrong: where SQLite has rolled back by itself, as it does when the disk is full, it rolls back again
 * and throws of that.
 */
export function writeTogether<T>(file: SqliteFile, work: () => T): T {
  file.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    file.exec('COMMIT')
    return result
  } catch (error) {
    if (file.inTransaction) file.exec('ROLLBACK')
    throw error
  }
}

/**
 * Does `work`, which must not be in a transaction, without waiting for anybody. Null when somebody else has what it needs
 * just then.
 */
export function withoutWaiting<T>(file: SqliteFile, work: () => T): T | null {
  file.pragma('busy_timeout = 0')
  try {
    return work()
  } catch (error) {
    if (!isBusy(error)) throw error
    return null
  } finally {
    file.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  }
}

/** Whether it failed for want of a lock that somebody else has. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(sqliteCode(error) ?? '')
}

/** SQLite's own word for what went wrong, such as SQLITE_FULL, or null. https://www.sqlite.org/rescode.html */
export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : null
}

/**
 * Holds a file that no other process can hold at the same time. The operating system lets go of it when the process
 * ends, however it ends. Throws with the code SQLITE_BUSY when another has it.
 */
export function holdFile(path: string): { release: () => void } {
  const file = new LibsqlDatabase(path)
  try {
    // No journal beside the file, which a kill would leave behind.
    file.pragma('journal_mode = MEMORY')
    file.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    file.close()
    throw error
  }
  held.add(file)
  return {
    release() {
      if (!held.delete(file)) return
      // Closing alone does not let go while a statement of the connection is uncollected.
      file.exec('ROLLBACK')
      file.close()
    },
  }
}

/** A connection that nobody refers to any more is collected, and its lock with it. */
const held = new Set<SqliteFile>()

/** Two threads share each file; the longest that one waits for the other's commit. */
export const BUSY_TIMEOUT_MS = 10_000

/** https://www.sqlite.org/pragma.html#pragma_synchronous */
const SYNCHRONOUS_FULL = 2

/** A pragma's only value. */
export function readPragma(file: SqliteFile, name: string): unknown {
  // `.all()`, since this driver adds a `_metadata` column to the row of `.get()`.
  const [row] = file.prepare(`PRAGMA ${name}`).all() as Record<string, unknown>[]
  return row && Object.values(row)[0]
}
