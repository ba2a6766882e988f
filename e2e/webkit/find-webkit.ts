import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installByApt } from '../machine.js'

/** A WebKit that W3C WebDriver drives, and in words how it was come by. */
export interface FoundWebKit {
  /** WebKitGTK's driver; it knows the MiniBrowser it was built with. */
  driverPath: string
  /** Gives it a display of its own; null where its windows open on the one in use. */
  xvfbPath: string | null
  how: string
}

/** What it takes on Debian and Ubuntu; codecs and MiniBrowser come along as what these depend on. */
export const WEBKIT_PACKAGES = ['webkit2gtk-driver', 'xvfb']

/** Where distributions put the driver when not on PATH. */
const DRIVER_FOLDERS = ['/usr/bin', '/usr/local/bin', '/usr/libexec']

/**
 * Looks for WebKitGTK's driver, by WEBKIT_DRIVER, then on PATH and in its usual folders, and for Xvfb or a display in
 * use; when `isRequired` gets both by apt-get where it needs no password. Null when one of the two is missing. Throws
 * when WEBKIT_DRIVER names nothing that can be run.
 */
export function findWebKit({ isRequired = false } = {}): FoundWebKit | null {
  const given = process.env.WEBKIT_DRIVER
  if (given && !isRunnable(given)) {
    throw new Error(`WEBKIT_DRIVER: expected the path of a WebKitWebDriver, got ${given}`)
  }
  const found = look(given ? 'named by WEBKIT_DRIVER' : 'installed on this machine')
  if (found || !isRequired) return found
  return WEBKIT_PACKAGES.every(installByApt) ? look('installed by apt-get') : null
}

function look(how: string): FoundWebKit | null {
  const driverPath = process.env.WEBKIT_DRIVER || findProgram('WebKitWebDriver', DRIVER_FOLDERS)
  const xvfbPath = findProgram('Xvfb')
  const hasDisplay = Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
  return driverPath && (xvfbPath || hasDisplay) ? { driverPath, xvfbPath, how } : null
}

function findProgram(name: string, folders: readonly string[] = []): string | null {
  const all = [...(process.env.PATH ?? '').split(delimiter), ...folders]
  return all.map((folder) => join(folder, name)).find(isRunnable) ?? null
}

/** Neither the driver nor Xvfb has an option by which one could see that it starts, without starting. */
function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Not there, or not ours to run.
    return false
  }
}
