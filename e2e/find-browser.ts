import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'

/** A Chromium that starts on this machine, and in words how it was come by. */
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
const APT_TIMEOUT_MS = 10 * 60 * 1000

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
    (installByApt() ? installed('installed by apt-get') : null)
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
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = INSTALLED_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  const executablePath = [...candidates, MAC_CHROME].find(starts)
  return executablePath ? { executablePath, how } : null
}

/** A browser whose system libraries are missing exists and does not start. */
function starts(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
}

function download(): boolean {
  return runs('npx', ['--no-install', 'playwright', 'install', 'chromium'], DOWNLOAD_TIMEOUT_MS)
}

/** Only Chromium itself: Playwright's own --with-deps upgrades half the system. */
function installByApt(): boolean {
  if (!commandExists('apt-get')) return false
  const asRoot = process.getuid?.() === 0
  if (!asRoot && !runs('sudo', ['-n', 'true'], 10_000)) return false
  const apt = (...args: string[]): boolean =>
    asRoot
      ? runs('apt-get', args, APT_TIMEOUT_MS)
      : runs('sudo', ['-n', 'apt-get', ...args], APT_TIMEOUT_MS)
  return apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium')
}

function commandExists(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))
}

function runs(command: string, args: string[], timeoutMs: number): boolean {
  process.stdout.write(`getting a browser: ${[command, ...args].join(' ')}\n`)
  try {
    execFileSync(command, args, {
      timeout: timeoutMs,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    return true
  } catch (error) {
    process.stdout.write(`  did not work: ${String(error).split('\n')[0]}\n`)
    return false
  }
}
