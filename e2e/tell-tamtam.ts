import type { Page } from '@playwright/test'

/** Gives the page's Tamtam a command, as the site's own script would. */
export async function tellTamtam(page: Page, ...command: unknown[]): Promise<void> {
  await page.evaluate((given) => {
    const { tamtam } = window as unknown as { tamtam: (...command: unknown[]) => void }
    tamtam(...given)
  }, command)
}
