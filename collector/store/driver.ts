import LibsqlDatabase from 'libsql'

/** One open SQLite file. The driver is named in this file only. */
export type SqliteFile = InstanceType<typeof LibsqlDatabase>

/**
 * Opens an SQLite file in WAL mode in which a commit returns only after its fsync.
 * Throws when the file cannot be opened, or when the driver would not keep that promise.
 */
export function openSqliteFile(path: string): SqliteFile {
  const file = new LibsqlDatabase(path)
  file.pragma('journal_mode = WAL')
  // The driver's default under WAL may be NORMAL, which loses the last commits with the power.
  file.pragma('synchronous = FULL')
  file.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  file.pragma('foreign_keys = ON')
  const synchronous = pragmaValue(file, 'synchronous')
  const journalMode = pragmaValue(file, 'journal_mode')
  if (synchronous !== SYNCHRONOUS_FULL || journalMode !== 'wal') {
    file.close()
    throw new Error(
      `${path}: journal_mode is ${String(journalMode)} and synchronous ${String(synchronous)}, not wal and ${SYNCHRONOUS_FULL}: a commit would not be durable`,
    )
  }
  return file
}

/** Two threads share each file; the longest that one waits for the other's commit. */
const BUSY_TIMEOUT_MS = 10_000

/** https://www.sqlite.org/pragma.html#pragma_synchronous */
const SYNCHRONOUS_FULL = 2

function pragmaValue(file: SqliteFile, name: string): unknown {
  // `.all()`, since this driver adds a `_metadata` column to the row of `.get()`.
  const [row] = file.prepare(`PRAGMA ${name}`).all() as Record<string, unknown>[]
  return row?.[name]
}
