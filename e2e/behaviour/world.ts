import {
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test'
import { openSink, type Sink } from './sink.js'
import { openSite, type Site } from './site.js'

export interface LaunchOptions {
  args?: string[]
  /**
   * Whether left pages stay in the back/forward cache. When left out as Playwright has it: not in Chromium, where they
   * do for visitors, but in Firefox.
   */
  bfcache?: boolean
}

export interface World {
  sink: Sink
  site: Site
  /** A browser of the test's own beside the shared one, with more arguments; it ends with the test. */
  launchBrowser: (options: LaunchOptions) => Promise<Browser>
  /** Someone without history, in the shared browser or another; whatever their pages throw fails the test. */
  newVisitor: (options?: VisitorOptions) => Promise<BrowserContext>
  visitor: BrowserContext
  page: Page
}

const NO_BFCACHE = { 'browser.sessionhistory.max_total_viewers': 0 }

type VisitorOptions = { browser?: Browser } & Parameters<Browser['newContext']>[0]

/**
 * Covers: browser and snippet, seen from a collector that takes notes. Whatever a test did, at its end no page has
 * thrown, the script has written no error to a console, and every beacon was one that the collector takes.
 */
export const test = base.extend<World>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from its parameter
  sink: async ({}, use) => {
    const sink = await openSink()
    await use(sink)
    await sink.close()
    expect(sink.takeFaults(), 'every beacon is valid').toEqual([])
  },

  site: async ({ sink }, use) => {
    const site = await openSite({ scriptUrl: `${sink.url}/tamtam.js` })
    await use(site)
    await site.close()
  },

  launchBrowser: async ({ playwright, browserName, channel, launchOptions }, use) => {
    const browsers: Browser[] = []
    await use(async ({ args = [], bfcache }) => {
      const browser = await playwright[browserName].launch({
        ...launchOptions,
        ...(channel && { channel }),
        args: [...(launchOptions.args ?? []), ...args],
        ...(bfcache && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
        ...(bfcache === false && {
          firefoxUserPrefs: { ...launchOptions.firefoxUserPrefs, ...NO_BFCACHE },
        }),
      })
      browsers.push(browser)
      return browser
    })
    await Promise.all(browsers.map((browser) => browser.close()))
  },

  newVisitor: async ({ browser: shared, browserName }, use) => {
    const contexts: BrowserContext[] = []
    const errors: string[] = []
    await use(async ({ browser = shared, ...options } = {}) => {
      const context = await browser.newContext({
        ...(browserName === 'chromium' && { userAgent: userAgent(browser) }),
        ...options,
      })
      context.on('weberror', (error) => errors.push(String(error.error())))
      context.on('console', (message) => {
        const isOurs = message.location().url.includes('/tamtam.')
        if (isOurs && message.type() === 'error') errors.push(message.text())
      })
      contexts.push(context)
      return context
    })
    await Promise.all(contexts.map((context) => context.close()))
    // Firefox passes on as the script's own what it says itself of a collector that cannot be reached.
    const own = errors.filter((error) => !/^(Error: )?Cross-Origin Request Blocked/.test(error))
    expect(own, 'no page has thrown, nor has the script complained').toEqual([])
  },

  visitor: async ({ newVisitor }, use) => use(await newVisitor()),
  page: async ({ visitor }, use) => use(await visitor.newPage()),
})

/** Headless Chromium says so; a visitor's does not. */
function userAgent(browser: Browser): string {
  const [major] = browser.version().split('.')
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`
}

export { expect }
