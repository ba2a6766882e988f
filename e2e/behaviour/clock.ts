import type { Page } from '@playwright/test'

/**
 * Lets the test turn the page's clock (`page.clock`); for pages that are opened later. Whole milliseconds, as a real
 * clock gives them: Playwright's stands between two of them after a timer whose delay was no whole number.
 */
export async function installClock(page: Page): Promise<void> {
  await page.clock.install()
  await page.addInitScript(() => {
    const { now } = Date
    Date.now = () => Math.floor(now())
  })
}

/** Turns the clock by so many seconds, one by one; in between what was sent gets its answer. */
export async function passSeconds(page: Page, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    await page.clock.runFor(1000)
    await page.evaluate(() => fetch('/answered').then((response) => response.text()))
  }
}
