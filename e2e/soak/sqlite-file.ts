import { existsSync } from 'node:fs'
import { openSqliteFile } from '../../collector/store/driver.js'
import { pause } from './pause.js'

/** Asks a file that a collector may be using. Throws when it is not there, since to open it would make it. */
export function askFile(path: string, sql: string): Record<string, unknown>[] {
  if (!existsSync(path)) throw new Error(`${path} is not there`)
  const file = openSqliteFile(path)
  try {
    return file.prepare(sql).all() as Record<string, unknown>[]
  } finally {
    file.close()
  }
}

const TRY_AGAIN_MS = 20

/** Holds the file's write lock, as a tool that forgot its transaction would, until it is let go. */
export async function lockFile(path: string): Promise<() => void> {
  const file = openSqliteFile(path)
  // Tried again here: to wait inside would keep the visitors of this process waiting too.
  file.pragma('busy_timeout = 0')
  for (;;) {
    try {
      file.exec('BEGIN IMMEDIATE')
      break
    } catch {
      // The collector is writing.
      await pause(TRY_AGAIN_MS)
    }
  }
  return () => {
    file.exec('ROLLBACK')
    file.close()
  }
}
