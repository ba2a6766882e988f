import { pathToFileURL } from 'node:url'
import { writeFile } from 'node:fs/promises'
import type { BrowserContext } from '@playwright/test'
import { clickLast } from './expect-events.js'
import type { Sink } from './sink.js'
import type { Site } from './site.js'
import { expect, test } from './world.js'

// Covers: visitors who object, programs that drive browsers, and pages that are no web pages. Leaves out: user agents
// that say "bot", which the collector judges.

const signals = [
  ['Global Privacy Control', 'globalPrivacyControl', true],
  ['Do Not Track', 'doNotTrack', '1'],
] as const

for (const [name, property, value] of signals) {
  test(`with ${name} nothing is stored and nothing sent`, async ({ sink, site, newVisitor }) => {
    const visitor = await newVisitor()
    await setSignal(visitor, { property, value })
    await expectSilence({ sink, site, visitor })
  })

  test(`with data-signals="ignore" ${name} changes nothing`, async ({ sink, site, newVisitor }) => {
    site.add('/a', { tag: { 'data-signals': 'ignore' } })
    const visitor = await newVisitor()
    await setSignal(visitor, { property, value })
    const page = await visitor.newPage()
    await page.goto(`${site.url}/a`)
    await clickLast(sink, page)
    expect(sink.of('page_view')).toHaveLength(1)
  })
}

for (const driven of [true, false]) {
  test(`the collector is told ${driven ? 'that' : 'nothing where nothing says that'} a program drives the browser`, async ({
    sink,
    site,
    newVisitor,
  }) => {
    const visitor = await newVisitor()
    await setSignal(visitor, { property: 'webdriver', value: driven })
    const page = await visitor.newPage()
    await page.goto(`${site.url}/a`)
    await sink.receive('page_view')
    expect(sink.beacons().map(({ automated }) => automated)).toEqual([driven || undefined])
  })
}

test('localhost counts as any host', async ({ sink, site, page }) => {
  await page.goto(`${site.otherUrl}/a`)
  const { page: seen } = await sink.receive('page_view')
  expect(seen.url).toBe(`${site.otherUrl}/a`)
})

test('a saved page on somebody’s disk is not counted', async ({ sink, site, page }, testInfo) => {
  const path = testInfo.outputPath('saved.html')
  await writeFile(
    path,
    `<!doctype html><title>Saved</title><button id="last">Last</button>
      <script src="${sink.url}/tamtam.js" data-site="demo"></script>`,
  )
  await page.goto(pathToFileURL(path).href)
  expect(await page.evaluate(() => 'tamtam' in window)).toBe(true)
  await page.locator('#last').click()
  await page.goto(`${site.url}/later`)
  await clickLast(sink, page)
  expect(sink.events().map((event) => event.page.url)).toEqual([
    `${site.url}/later`,
    `${site.url}/later`,
  ])
})

/** Who visits /a leaves nothing there and sends nothing: what comes from the next page, without the signal's tag, is all. */
async function expectSilence({ sink, site, visitor }: Silence): Promise<void> {
  site.add('/later', { tag: { 'data-signals': 'ignore' } })
  const page = await visitor.newPage()
  await page.goto(`${site.url}/a`)
  await page.waitForFunction(() => 'tamtam' in window)
  await page.locator('#last').click()
  const stored = await page.evaluate(() => [localStorage.length, document.cookie])
  expect(stored).toEqual([0, ''])
  await page.goto(`${site.url}/later`)
  await clickLast(sink, page)
  expect(sink.events().map((event) => event.page.url)).toEqual([
    `${site.url}/later`,
    `${site.url}/later`,
  ])
}

interface Silence {
  sink: Sink
  site: Site
  visitor: BrowserContext
}

/** All pages of the visitor find it on their navigator. */
async function setSignal(visitor: BrowserContext, signal: { property: string; value: unknown }) {
  await visitor.addInitScript(({ property, value }) => {
    Object.defineProperty(navigator, property, { value })
  }, signal)
}
