import type { Page } from 'playwright'

const FILM_SECONDS = 20
const PLAYBACK_RATE = 2

const SCROLL_PIXELS = 250
const SCROLL_EVERY_MS = 400
const GOODBYE_MS = 500

/** Plays for real, by the keyboard as a visitor may, and pauses at that percent of the film. */
export async function watchTheFilm(page: Page, percent: number): Promise<void> {
  const film = page.locator('video')
  await film.focus()
  await page.evaluate(`document.querySelector('video').playbackRate = ${PLAYBACK_RATE}`)
  await page.keyboard.press('Space')
  await page.waitForFunction(
    `document.querySelector('video').currentTime >= ${(FILM_SECONDS * percent) / 100}`,
  )
  await page.keyboard.press('Space')
}

/**
 * A moment on the page, scrolling, as readers do. The pauses are a human's pace, for whoever watches with --headed: nothing
 * is awaited by them.
 */
export async function readOn(page: Page): Promise<void> {
  for (let n = 0; n < 4; n += 1) {
    await page.mouse.wheel(0, SCROLL_PIXELS)
    await page.waitForTimeout(SCROLL_EVERY_MS)
  }
}

/**
 * A visitor leaves by going elsewhere. A context that is closed at once would not say goodbye: its beacon is on its way
 * when the page is gone, so that no event of the page could tell of its arrival, and only time is left to give it.
 */
export async function leave(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.waitForTimeout(GOODBYE_MS)
}
