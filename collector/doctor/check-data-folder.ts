import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DataFolderTaken, explainDataFolder } from '../lib/data-folder.js'
import { lockDataFolder } from '../store/lock-data-folder.js'
import { fail, pass, warn, type Verdict } from './check.js'

/** Whether this user may keep data there, and whether a collector does. Makes nothing. */
export function checkDataFolder(dataDir: string): Verdict {
  const folder = resolve(dataDir)
  try {
    if (!existsSync(folder)) {
      accessSync(dirname(folder), constants.W_OK | constants.X_OK)
      return warn(
        `${folder} does not exist`,
        'start the collector, which makes it, or name another by TAMTAM_DATA_DIR',
      )
    }
    // A file would throw.
    readdirSync(folder)
    accessSync(folder, constants.W_OK | constants.X_OK)
    const holder = isHeld(folder) ? 'a running collector holds it' : 'no collector runs on it'
    return pass(`${folder} is writable; ${holder}`)
  } catch (cause) {
    return fail(`${folder} cannot be used`, explainDataFolder(dataDir, cause))
  }
}

/**
 * limitation: a collector that starts within the very moment in which this looks finds the folder taken, and ends; there
 * is no way to ask for a lock without taking it.
 */
function isHeld(folder: string): boolean {
  // To ask would make it. By the name that lockDataFolder gives it.
  if (!existsSync(join(folder, 'collector.lock'))) return false
  try {
    lockDataFolder(folder).release()
    return false
  } catch (error) {
    if (error instanceof DataFolderTaken) return true
    throw error
  }
}
