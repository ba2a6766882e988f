import { expect, type Page } from '@playwright/test'

/**
 * Goes back by the page's own history until it stands at `url`. Playwright's goBack waits for a load, which a page
 * from the back/forward cache never has.
 */
export async function goBack(page: Page, { url }: { url: string }): Promise<void> {
  await page.evaluate(() => void setTimeout(() => history.back()))
  const here = () => page.evaluate(() => location.href).catch(() => 'between two pages')
  await expect.poll(here).toBe(url)
}
