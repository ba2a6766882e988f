import type { Page } from '@playwright/test'
import { expect, test, type World } from './world.js'

// Covers: the last click of a page that is left by a link or closed, with the back/forward cache off, since a page that
// is kept there still finishes its requests. Leaves out: a browser that is killed, which no page can outlive.

const TRIES = 10

/** Of the collector, for half of the tries each: at once, and slower than any page takes to go. */
const DELAYS_MS = [0, 250]

interface Try {
  page: Page
  name: string
  nextUrl: string
}

test(`a click on a link arrives ${TRIES} times of ${TRIES} over a warm connection`, async ({
  sink,
  site,
  newVisitor,
  launchBrowser,
}) => {
  const tries = await tryOut({ sink, site, newVisitor, launchBrowser }, async (one) => {
    await one.page.locator('#go').click()
    await one.page.waitForURL(one.nextUrl, { waitUntil: 'commit' })
  })
  const urls = tries.map(({ nextUrl }) => nextUrl)
  await expectClicks(sink, urls)
})

test(`a click on a link arrives ${TRIES} times of ${TRIES} over a connection that has gone cold`, async ({
  sink,
  site,
  newVisitor,
  launchBrowser,
}) => {
  const tries = await tryOut({ sink, site, newVisitor, launchBrowser }, async (one) => {
    await sink.coolDown()
    await one.page.locator('#go').click()
    await one.page.waitForURL(one.nextUrl, { waitUntil: 'commit' })
    // To cool down for the next try would cut it off.
    await sink.receive('click', ({ target }) => target.href === one.nextUrl)
  })
  const urls = tries.map(({ nextUrl }) => nextUrl)
  await expectClicks(sink, urls)
})

test(`a click arrives ${TRIES} times of ${TRIES} when the tab is closed at once`, async ({
  sink,
  site,
  newVisitor,
  launchBrowser,
}) => {
  const tries = await tryOut({ sink, site, newVisitor, launchBrowser }, async ({ page }) => {
    await page.locator('#stay').click()
    await page.close()
  })
  const names = tries.map(({ name }) => name)
  await expectClicks(sink, names)
})

/**
 * Opens the pages side by side, each for someone new and until its view has arrived, so that connection and script are
 * warm. Then leaves them one after the other.
 */
async function tryOut(
  { sink, site, newVisitor, launchBrowser }: Omit<World, 'visitor' | 'page'>,
  leave: (one: Try) => Promise<void>,
): Promise<Try[]> {
  const browser = await launchBrowser({ bfcache: false })
  const tries: Try[] = []
  for (const delayMs of DELAYS_MS) {
    sink.answer({ delayMs })
    const opening = Array.from({ length: TRIES / DELAYS_MS.length }, async (_, number) => {
      const name = `try-${delayMs}-${number}`
      const nextUrl = `${site.url}/next-${name}`
      const body = `<a id="go" href="${nextUrl}">Go</a> <button id="stay" name="${name}">Stay</button>`
      site.add(`/${name}`, { body })
      const page = await (await newVisitor({ browser })).newPage()
      await page.goto(`${site.url}/${name}`)
      await sink.receive('page_view', (view) => view.page.url.endsWith(`/${name}`))
      return { page, name, nextUrl }
    })
    for (const one of await Promise.all(opening)) {
      await leave(one)
      tries.push(one)
    }
  }
  return tries
}

/** All of them, by address or name, and none of them asked the collector first. */
async function expectClicks(sink: World['sink'], wanted: string[]): Promise<void> {
  const clicked = () => sink.of('click').map(({ target }) => target.href ?? target.name)
  await expect.poll(() => clicked().sort()).toEqual([...wanted].sort())
  expect(sink.preflights()).toEqual([])
}
