import type { Browser } from 'playwright'
import { openVisitor } from './open-browser.js'
import { leave, readOn, watchTheFilm } from './visitor-acts.js'

/** What a link in a seller's e-mail would carry: an id that Gong gave out and only Gong can read. */
export const TRACKING_ID = 'Zm9vYmFyLWRlbW8tdmlzaXRvcg'

export const TRACKED_WATCHED_PERCENT = 60

/** A visit that comes from a seller's link: home, the film to 60 %, a plan, and two pages of the blog. */
export async function visitByTrackedLink(browser: Browser, siteUrl: string): Promise<void> {
  const visitor = await openVisitor(browser)
  const page = await visitor.newPage()

  await page.goto(`${siteUrl}/?gong_tid=${TRACKING_ID}`)
  await readOn(page)
  await page.getByRole('link', { name: 'Watch the tour' }).click()
  await page.waitForURL('**/tour')
  await watchTheFilm(page, TRACKED_WATCHED_PERCENT)

  await page.getByRole('link', { name: 'See pricing' }).click()
  await page.waitForURL('**/pricing')
  await readOn(page)
  await page.getByRole('button', { name: 'Start with Network' }).click()

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Blog' }).click()
  await page.getByRole('link', { name: 'What auditors ask for first' }).click()
  await page.getByRole('heading', { level: 1, name: 'What auditors ask for first' }).waitFor()
  await readOn(page)

  await leave(page)
  await visitor.close()
}
