import { join } from 'node:path'
import { DataFolderTaken } from '../lib/data-folder.js'
import { holdFile, sqliteCode } from './driver.js'

const LOCK_FILE = 'collector.lock'

/**
 * Keeps every other collector out of the data folder until `release` or the end of the process, a kill too. Two of them
 * would forward each beacon twice and each spend the whole budget of calls. Throws when another has it.
 * limitation: the lock is the file system's, and some network file systems grant it to two machines at once.
 */
export function lockDataFolder(dataDir: string): { release: () => void } {
  const path = join(dataDir, LOCK_FILE)
  try {
    return holdFile(path)
  } catch (cause) {
    if (sqliteCode(cause)?.startsWith('SQLITE_BUSY') !== true) throw cause
    const words = `another collector uses this folder: it holds ${path}`
    throw new DataFolderTaken(`${words}. Give each a folder of its own`, { cause })
  }
}
