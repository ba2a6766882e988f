import type { Browser } from 'playwright'
import { openVisitor } from './open-browser.js'
import { leave, readOn, watchTheFilm } from './visitor-acts.js'

export const PERSON = {
  name: 'Ada Lovelace',
  email: 'ada.lovelace@analytical-engines.example',
  company: 'Analytical Engines',
}

export const PERSON_WATCHED_PERCENT = 50

/** A visit by a stranger who says who she is at the end: what she read before is told with her name. */
export async function visitAndSayWho(browser: Browser, siteUrl: string): Promise<void> {
  const visitor = await openVisitor(browser)
  const page = await visitor.newPage()

  await page.goto(siteUrl)
  await readOn(page)
  const menu = page.getByRole('navigation', { name: 'Main' })
  await menu.getByRole('link', { name: 'Tour' }).click()
  await page.waitForURL('**/tour')
  await watchTheFilm(page, PERSON_WATCHED_PERCENT)
  await menu.getByRole('link', { name: 'Pricing' }).click()
  await page.waitForURL('**/pricing')
  await readOn(page)

  await menu.getByRole('link', { name: 'Talk to us' }).click()
  await page.getByLabel('Your name').fill(PERSON.name)
  await page.getByLabel('Work e-mail').fill(PERSON.email)
  await page.getByLabel('Company').fill(PERSON.company)
  await page.getByRole('button', { name: 'Send me twenty sensors' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()

  await leave(page)
  await visitor.close()
}
