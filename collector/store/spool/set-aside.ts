import { existsSync, readdirSync, renameSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Renames the spool's files to `spool-damaged-<time>.db` and its like, so that a new one can be opened in their place
 * and people can rescue what is readable: `sqlite3 <file> .recover`. Returns where it is now, from the root.
 */
export function setSpoolAside(path: string, nowMs: number): string {
  const folder = dirname(path)
  const time = new Date(nowMs).toISOString().replaceAll(':', '')
  const aside = resolve(folder, begunBefore(folder) ?? `spool-damaged-${time}.db`)
  // The log first: should the process die in between, it must not be taken for the log of a new file.
  for (const suffix of ['-wal', '-shm', '']) {
    if (!existsSync(path + suffix)) continue
    const taken = existsSync(aside + suffix)
    renameSync(path + suffix, taken ? `${aside}${suffix}-later` : aside + suffix)
  }
  return aside
}

/** What was begun when the process died: its log lies there without its file, which belongs beside it. */
function begunBefore(folder: string): string | undefined {
  const names = readdirSync(folder)
  return names
    .flatMap((name) => /^(spool-damaged-.*\.db)-wal$/.exec(name)?.[1] ?? [])
    .find((name) => !names.includes(name))
}
