import { sqliteCode } from '../driver.js'

/** Whose fault it is that something could not be committed; the next step follows from it alone. */
export type CommitFault =
  | 'room' // no bytes left, or the disk failed to write them: passes when there is room again
  | 'damage' // the file is not what was written: nothing more can be trusted to it
  | 'environment' // locks, rights, memory: the same rows may go through later
  | 'rows' // what was to be written: it never will be

/** https://www.sqlite.org/rescode.html; extended codes begin with their primary one. */
const FAULTS: readonly (readonly [string, CommitFault])[] = [
  ['SQLITE_FULL', 'room'],
  ['SQLITE_IOERR', 'room'],
  ['SQLITE_CORRUPT', 'damage'],
  ['SQLITE_NOTADB', 'damage'],
  ['SQLITE_CONSTRAINT', 'rows'],
  ['SQLITE_MISMATCH', 'rows'],
  ['SQLITE_TOOBIG', 'rows'],
]

export function commitFault(error: unknown): CommitFault {
  const code = sqliteCode(error)
  // The driver itself refuses what it cannot bind, before SQLite sees it.
  if (code === null) return 'rows'
  return FAULTS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'environment'
}
