import { expect } from '@playwright/test'
import type { TestPage } from './render-page.js'
import { OFTEN } from './sink.js'
import type { World } from './world.js'

/** Opens a page of this markup and waits until the script has begun there, as its entry in the storage says. */
export async function openPage(
  { site, page }: Pick<World, 'sink' | 'site' | 'page'>,
  { path = '/start', ...testPage }: TestPage & { path?: string },
): Promise<void> {
  site.add(path, testPage)
  await page.goto(`${site.url}${path}`)
  const hasBegun = () => page.evaluate(() => 'tamtam' in localStorage)
  await expect.poll(hasBegun, { message: 'the script has begun', ...OFTEN }).toBe(true)
}

/** For a page whose links lead nowhere, since only what is told of their clicks matters. */
export const STAY = `<script>
  document.addEventListener('click', (event) => {
    if (event.composedPath().some((step) => step.href)) event.preventDefault()
  })
</script>`
