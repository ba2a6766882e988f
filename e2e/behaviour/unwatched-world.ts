import { openNotes, type Notes } from './notes.js'
import { startUnwatchedChromium } from './unwatched-chromium.js'
import { expect, test as base } from './world.js'

interface UnwatchedWorld {
  notes: Notes
  /**
   * Opens the address where a tab knows whether it is seen: in a Chromium without any DevTools client, or in Firefox.
   * The pages have to act by themselves. It ends with the test.
   */
  visitUnwatched: (url: string, preferences?: object) => Promise<void>
}

/**
 * Covers: what shows only where nobody pretends to every tab that it is seen, as a DevTools client of Chromium does.
 * Firefox does not pretend, and is driven as everywhere else.
 */
export const test = base.extend<UnwatchedWorld>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from its parameter
  notes: async ({}, use) => {
    const notes = await openNotes()
    await use(notes)
    await notes.close()
  },

  visitUnwatched: async ({ browser, browserName, newVisitor }, use) => {
    const [major] = browser.version().split('.')
    const userAgent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`
    const ends: (() => Promise<void>)[] = []
    await use(async (url, preferences) => {
      if (browserName === 'firefox') {
        const page = await (await newVisitor()).newPage()
        await page.goto(url)
        return
      }
      ends.push(await startUnwatchedChromium({ url, userAgent, preferences }))
    })
    await Promise.all(ends.map((end) => end()))
  },
})

export { expect }
