import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { crawlConsole } from './crawl-console.js'
import { expect, test } from './console-world.js'
import { fillConsole } from './fill-console.js'

// Covers: every page that links lead to, with content, in light and dark, wide and narrow: axe, the width, the keyboard,
// live updates and charts under the policy. Pictures of each go to test-results/console/, for people to look at.

/** Contrast follows the colours, and what is there the width: two of the four ask axe of both. */
const VIEWS = [
  { name: 'wide', isAxed: true, colorScheme: 'light', width: 1280 },
  { name: 'narrow', isAxed: false, colorScheme: 'light', width: 360 },
  { name: 'dark', isAxed: false, colorScheme: 'dark', width: 1280 },
  { name: 'narrow-dark', isAxed: true, colorScheme: 'dark', width: 360 },
] as const

test('every page can be used by everybody, in light and dark, wide and narrow', async ({
  context,
  world,
}) => {
  test.setTimeout(600_000)
  await fillConsole(world)
  // Not watched for the policy: a screenshot writes a style into the page.
  const page = await context.newPage()
  await page.goto(world.consoleUrl)
  const faults: string[] = []
  const { pages } = await crawlConsole(
    page,
    async (path) => {
      for (const { name, colorScheme, width, isAxed } of VIEWS) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.setViewportSize({ width, height: 800 })
        const where = `${path} ${name}`
        const { violations } = isAxed
          ? await new AxeBuilder({ page }).analyze()
          : { violations: [] }
        for (const { id, nodes } of violations) {
          faults.push(
            `${where}: ${id} at ${nodes
              .slice(0, 3)
              .map((node) => node.html.slice(0, 160))
              .join(' | ')}`,
          )
        }
        if (await isTooWide(page)) faults.push(`${where}: scrolls sideways`)
        await page.screenshot({
          path: `test-results/console/${fileName(path)}-${name}.png`,
          fullPage: true,
        })
      }
      for (const fault of await headingFaults(page)) faults.push(`${path}: ${fault}`)
    },
    { ofAKind: 2 },
  )
  expect(faults).toEqual([])
  expect(pages.length).toBeGreaterThan(8)
})

test('a page that is looked at shows what is new by itself, and keeps its chart', async ({
  page,
  world,
}) => {
  test.setTimeout(120_000)
  await page.goto(`${world.consoleUrl}/timeline`)
  await fillConsole(world)
  await expect(page.getByText('navy.example').first()).toBeVisible()

  await page.goto(world.consoleUrl)
  const chart = page.locator('time-chart canvas').first()
  await expect(chart).toBeVisible()
  await page.waitForResponse(`${world.consoleUrl}/`)
  await page.waitForResponse(`${world.consoleUrl}/`)
  await expect(chart).toBeVisible()
})

test('all that can be worked is reached by the tab key, and shows where it is', async ({
  page,
  world,
}) => {
  test.setTimeout(240_000)
  await page.goto(world.consoleUrl)
  await crawlConsole(page, async (path) => {
    if (path.includes('?')) return
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    for (let each = 0; each < 25; each++) {
      await page.keyboard.press('Tab')
      const seen = await page.evaluate(() => {
        const at = document.activeElement
        if (!at || at === document.body) return 'end'
        const { outlineStyle, outlineWidth } = getComputedStyle(at)
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
          ? 'seen'
          : at.outerHTML.slice(0, 100)
      })
      if (seen === 'end') break
      expect(seen, path).toBe('seen')
    }
  })
})

const isTooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

/** One h1, and no level left out on the way down. */
const headingFaults = (page: Page) =>
  page.evaluate(() => {
    const levels = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ tagName }) =>
      Number(tagName[1]),
    )
    const faults = levels
      .filter((level, at) => level > (levels[at - 1] ?? 0) + 1)
      .map((level) => `an h${level} too early`)
    return levels.filter((level) => level === 1).length === 1 ? faults : [...faults, 'not one h1']
  })

function fileName(path: string): string {
  return (
    path
      .replace(/[^\w=-]+/g, '_')
      .replace(/^_|_$/g, '')
      .slice(0, 60) || 'overview'
  )
}
