import { clickLast } from './expect-events.js'
import { expect, test, type World } from './world.js'

// Covers: what had not arrived when its page was left. Leaves out: storage that is blocked or full, and the 24 hours
// after which what is kept is too old.

const BUTTONS = '<button id="one">One</button> <button id="two">Two</button>'

test('what a closed tab could not send arrives with the next page, with its ids and times', async ({
  sink,
  site,
  visitor,
}) => {
  const clicked = await clickWhileDown({ sink, site, visitor })
  await sink.start()
  const next = await visitor.newPage()
  await next.goto(`${site.url}/next`)

  const one = await sink.receive('click', ({ target }) => target.id === 'one')
  await sink.receive('click', ({ target }) => target.id === 'two')
  expect(one.page.url).toBe(`${site.url}/down`)
  expect(one.occurredAtMs).toBeLessThanOrEqual(clicked.beforeCloseAtMs)
  expect(one.occurredAtMs).toBeGreaterThanOrEqual(clicked.startedAtMs)
  expect(sink.of('click').map(({ target }) => target.id)).toEqual(['one', 'two'])
})

test('two tabs opened together bring what a third one left, and each event counts once', async ({
  sink,
  site,
  visitor,
}) => {
  await clickWhileDown({ sink, site, visitor })
  await sink.start()
  sink.answer({ delayMs: 250 })
  const [second, third] = [await visitor.newPage(), await visitor.newPage()]
  await Promise.all([second.goto(`${site.url}/second`), third.goto(`${site.url}/third`)])

  await sink.receive('page_view', ({ page }) => page.url === `${site.url}/third`)
  await second.bringToFront()
  await sink.receive('page_view', ({ page }) => page.url === `${site.url}/second`)
  await sink.receive('click', ({ target }) => target.id === 'two')
  expect(sink.of('click').map(({ target }) => target.id)).toEqual(['one', 'two'])
})

test('once all has arrived nothing is kept for later pages', async ({ sink, site, page }) => {
  site.add('/kept', { body: BUTTONS })
  await page.goto(`${site.url}/kept`)
  await page.locator('#one').click()
  await sink.receive('click')
  await page.goto(`${site.url}/later`)
  await clickLast(sink, page)

  const kept = () => page.evaluate(() => Object.keys(localStorage))
  await expect.poll(kept).toEqual(['tamtam'])
})

/** Clicks #one and #two on a page whose collector has gone, and closes it. The collector stays down. */
async function clickWhileDown({ sink, site, visitor }: Pick<World, 'sink' | 'site' | 'visitor'>) {
  site.add('/down', { body: BUTTONS })
  await visitor.newPage() // So that closing the other page does not end the visitor.
  const page = await visitor.newPage()
  await page.goto(`${site.url}/down`)
  await sink.receive('page_view')
  await sink.stop()
  const startedAtMs = Date.now()
  const failed = page.waitForEvent('requestfailed')
  await page.locator('#one').click()
  await failed
  await page.locator('#two').click()
  const beforeCloseAtMs = Date.now()
  await page.close()
  return { startedAtMs, beforeCloseAtMs }
}
