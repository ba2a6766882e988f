import { chromium, type Browser, type BrowserContext } from 'playwright'
import { CHROMIUM_ARGUMENTS, findChromium } from '../../e2e/find-browser.js'

export function openBrowser({ headed }: { headed: boolean }): Promise<Browser> {
  const { executablePath } = findChromium()
  return chromium.launch({
    executablePath,
    headless: !headed,
    args: CHROMIUM_ARGUMENTS,
    // Whoever started us ends us, and with us the collector: Playwright's own handlers would exit without it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
}

/**
 * A visitor's browser with nothing stored. It calls itself what the same Chromium would with a window: a headless one
 * is taken for a bot, and rightly.
 */
export function openVisitor(browser: Browser): Promise<BrowserContext> {
  const [major = ''] = browser.version().split('.')
  return browser.newContext({
    viewport: { width: 1280, height: 800 },
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ' +
      `Chrome/${major}.0.0.0 Safari/537.36`,
  })
}
