import { chromium, type Browser, type BrowserContext } from 'playwright'
import { CHROMIUM_ARGUMENTS, findChromium } from '../../e2e/find-browser.js'

export interface BenchBrowser {
  browser: Browser
  /** As `Chromium 142.0.0.0`. */
  version: string
  /** Without history. */
  newVisitor(): Promise<BrowserContext>
  /** Addresses elsewhere that were asked for, each refused by the browser itself. */
  refused: Set<string>
  close: () => Promise<void>
}

/** Peers count headless browsers as bots. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

/**
 * Every host but this machine is unknown to this browser. Routes would do that too, and would put a round trip to this
 * process before each request that is measured.
 */
const LOOPBACK_ONLY = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'

/**
 * Its back/forward cache is off, by a switch of Playwright's own: with it on, a frozen page still finishes its requests,
 * which hides what is lost when a page is left. A `--disable-features` of ours would undo Playwright's list.
 */
export async function openBrowser(): Promise<BenchBrowser> {
  const { executablePath } = findChromium()
  const browser = await chromium.launch({
    executablePath,
    args: [...CHROMIUM_ARGUMENTS, LOOPBACK_ONLY],
  })
  const refused = new Set<string>()
  return {
    browser,
    version: `Chromium ${browser.version()}`,
    refused,
    async newVisitor() {
      const context = await browser.newContext({
        userAgent: USER_AGENT,
        viewport: { width: 1280, height: 720 },
      })
      context.on('request', (request) => {
        const { hostname, origin } = new URL(request.url())
        if (hostname && hostname !== '127.0.0.1' && hostname !== 'localhost') refused.add(origin)
      })
      return context
    },
    close: () => browser.close(),
  }
}
