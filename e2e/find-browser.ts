import { chromium } from 'playwright'
import { findProgram, installByApt, runs, starts } from './machine.js'

/** A browser that starts on this machine, and in words how it was come by. */
export interface FoundBrowser {
  executablePath: string
  how: string
}

/** No service of its own that calls home, and none of the marks by which sites tell a driven browser. */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox', // Chromium refuses to start as root with its sandbox.
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-blink-features=AutomationControlled',
]

const INSTALLED_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
]
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

const DOWNLOAD_TIMEOUT_MS = 5 * 60 * 1000

/**
 * Finds a Chromium or gets one: PLAYWRIGHT_CHROMIUM, Playwright's own, an installed one, Playwright's download, then
 * apt-get where it needs no password. Throws with what to do when none of them gives a browser that starts.
 */
export function findChromium(): FoundBrowser {
  const given = process.env.PLAYWRIGHT_CHROMIUM
  if (given) {
    if (starts(given)) return { executablePath: given, how: 'named by PLAYWRIGHT_CHROMIUM' }
    throw new Error(`PLAYWRIGHT_CHROMIUM: expected a Chromium that starts, got ${given}`)
  }
  const found =
    playwrights('from the cache of Playwright') ??
    installed('installed on this machine') ??
    (download() ? playwrights('downloaded by Playwright') : null) ??
    (installByApt('chromium') ? installed('installed by apt-get') : null)
  if (found) return found
  throw new Error(
    'no Chromium: run "npx playwright install --with-deps chromium", or set PLAYWRIGHT_CHROMIUM to one',
  )
}

function playwrights(how: string): FoundBrowser | null {
  const executablePath = chromium.executablePath()
  return starts(executablePath) ? { executablePath, how } : null
}

function installed(how: string): FoundBrowser | null {
  const executablePath = findProgram(INSTALLED_NAMES, [MAC_CHROME])
  return executablePath ? { executablePath, how } : null
}

function download(): boolean {
  return runs('npx', ['--no-install', 'playwright', 'install', 'chromium'], DOWNLOAD_TIMEOUT_MS)
}
