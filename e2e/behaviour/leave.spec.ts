import { command } from './commands.js'
import { expect, test } from './world.js'

// Covers: how long a view was in use and how far it was seen, told at its end. Leaves out: views that are hidden and
// shown again (hide.spec.ts).

const TALL = '<div style="height: 4000px">Tall</div>'

test('a view that ends tells its active seconds and its deepest point', async ({
  sink,
  site,
  page,
}) => {
  await page.clock.install()
  site.add('/a', { body: TALL })
  await page.goto(`${site.url}/a`)
  const view = await sink.receive('page_view')
  await page.evaluate(() => scrollTo(0, 2000))
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(2000)
  await page.clock.fastForward(10_000)
  await page.evaluate(() => scrollTo(0, 0))
  const seenPercent = await page.evaluate(() =>
    Math.floor((100 * (2000 + innerHeight)) / document.documentElement.scrollHeight),
  )
  await page.goto(`${site.url}/b`)
  const left = await sink.receive('page_leave')
  expect(left.page).toMatchObject({ url: `${site.url}/a`, viewId: view.page.viewId })
  expect(left.activeSeconds).toBeGreaterThanOrEqual(10)
  expect(left.activeSeconds).toBeLessThan(25)
  expect(Math.abs(left.scrollPercent - seenPercent)).toBeLessThanOrEqual(1)
})

test('a page that fits the window is seen whole', async ({ sink, site, page }) => {
  await page.clock.install()
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await page.clock.fastForward(2_000)
  await page.goto(`${site.url}/b`)
  expect((await sink.receive('page_leave')).scrollPercent).toBe(100)
})

test('of a visitor who gives no sign for ten minutes, half a minute counts', async ({
  sink,
  site,
  page,
}) => {
  await page.clock.install()
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await page.clock.fastForward('10:00')
  await page.goto(`${site.url}/b`)
  const { activeSeconds } = await sink.receive('page_leave')
  expect(activeSeconds).toBeGreaterThanOrEqual(29)
  expect(activeSeconds).toBeLessThan(45)
})

test('a new path ends the view before it, and counts from nothing', async ({
  sink,
  site,
  page,
}) => {
  await page.clock.install()
  site.add('/a', { body: TALL })
  await page.goto(`${site.url}/a`)
  const view = await sink.receive('page_view')
  await page.clock.fastForward(20_000)
  await page.evaluate(() => history.pushState(null, '', '/b'))
  const left = await sink.receive('page_leave')
  expect(left.page.viewId).toBe(view.page.viewId)
  expect(left.activeSeconds).toBeGreaterThanOrEqual(20)
  const second = await sink.receive('page_view', ({ page: { url } }) => url === `${site.url}/b`)
  await page.clock.fastForward(2_000)
  await page.goto(`${site.url}/c`)
  const next = await sink.receive('page_leave', (event) => event.page.url === `${site.url}/b`)
  expect(next.page.viewId).toBe(second.page.viewId)
  expect(next.activeSeconds).toBeLessThan(left.activeSeconds)
})

test('figures like the last ones are not told again', async ({ sink, site, page }) => {
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await command(page, ['track', 'before'])
  await page.goto(`${site.url}/b`)
  await sink.receive('page_view', ({ page: { url } }) => url === `${site.url}/b`)
  await sink.receive('page_leave')
  const told = sink
    .of('page_leave')
    .map(({ page: { viewId }, activeSeconds, scrollPercent }) =>
      [viewId, activeSeconds, scrollPercent].join(),
    )
  expect(told).toEqual([...new Set(told)])
})
