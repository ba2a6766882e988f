import { existsSync, renameSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Renames the spool's files to `spool-damaged-<time>.db` and its like, so that a new one can be opened in their place
 * and people can rescue what is readable: `sqlite3 <file> .recover`. Returns where it is now, from the root.
 */
export function setSpoolAside(path: string, nowMs: number): string {
  const time = new Date(nowMs).toISOString().replaceAll(':', '')
  const aside = resolve(dirname(path), `spool-damaged-${time}.db`)
  // The log first: should the process die in between, it must not be taken for the log of a new file.
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  }
  return aside
}
