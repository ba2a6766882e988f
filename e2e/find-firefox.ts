import { firefox } from 'playwright'
import type { FoundBrowser } from './find-browser.js'
import { findProgram, installByApt, starts } from './machine.js'

const INSTALLED_NAMES = ['firefox-esr', 'firefox']
const MAC_FIREFOX = '/Applications/Firefox.app/Contents/MacOS/firefox'

/**
 * Finds a Firefox: PLAYWRIGHT_FIREFOX, an installed one, Playwright's own; and when `isRequired` gets one by apt-get
 * where it needs no password. Null when there is none. Throws when PLAYWRIGHT_FIREFOX names one that does not start.
 */
export function findFirefox({ isRequired = false } = {}): FoundBrowser | null {
  const given = process.env.PLAYWRIGHT_FIREFOX
  if (given) {
    if (starts(given)) return { executablePath: given, how: 'named by PLAYWRIGHT_FIREFOX' }
    throw new Error(`PLAYWRIGHT_FIREFOX: expected a Firefox that starts, got ${given}`)
  }
  return (
    installed('installed on this machine') ??
    playwrights() ??
    (isRequired && installByApt('firefox-esr') ? installed('installed by apt-get') : null)
  )
}

/**
 * What Playwright needs to drive this Firefox: a released one speaks WebDriver BiDi, Playwright's own a protocol that
 * is built into it alone.
 */
export function firefoxOptions(executablePath: string) {
  const isPlaywrights = executablePath === firefox.executablePath()
  return {
    browserName: 'firefox' as const,
    ...(isPlaywrights ? {} : { channel: 'moz-firefox' }),
    launchOptions: {
      executablePath,
      firefoxUserPrefs: { 'media.autoplay.default': 0, 'media.autoplay.blocking_policy': 0 },
    },
  }
}

function installed(how: string): FoundBrowser | null {
  const executablePath = findProgram(INSTALLED_NAMES, [MAC_FIREFOX])
  return executablePath ? { executablePath, how } : null
}

function playwrights(): FoundBrowser | null {
  const executablePath = firefox.executablePath()
  return starts(executablePath) ? { executablePath, how: 'from the cache of Playwright' } : null
}
