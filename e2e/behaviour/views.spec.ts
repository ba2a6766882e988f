import { expectEvents } from './expect-events.js'
import { expect, test } from './world.js'

// Covers: what makes another view within one document, whatever the page does to its history object. Leaves out: the
// back/forward cache (back-forward.spec.ts) and pages that load anew.

const view = (url: string) => ({ type: 'page_view' as const, page: { url } })

test('a load and a new path are views; the same path, a query and a fragment are not', async ({
  sink,
  site,
  page,
}) => {
  const events = await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/a`)
      await sink.receive('page_view')
      for (const address of ['/b', '/b', '/b?page=2']) {
        await page.evaluate((to) => history.pushState(null, '', to), address)
      }
      await page.evaluate(() => history.replaceState(null, '', '/b?page=3'))
      await page.evaluate(() => (location.hash = '#there'))
    },
    expected: [view(`${site.url}/a`), view(`${site.url}/b`)],
  })
  expect(new Set(events.map(({ page: { viewId } }) => viewId)).size).toBe(2)
  expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(1)
  expect(events[1]?.page.referrer).toBe(`${site.url}/a`)
})

test('a path that replaces another one is a view, and so are back and forward', async ({
  sink,
  site,
  page,
}) => {
  const urls = ['/a', '/b', '/c', '/a', '/c'].map((path) => site.url + path)
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/a`)
      await sink.receive('page_view')
      await page.evaluate(() => history.pushState(null, '', '/b'))
      await page.evaluate(() => history.replaceState(null, '', '/c'))
      await page.evaluate(() => history.back())
      await page.waitForURL('**/a')
      await page.evaluate(() => history.forward())
      await page.waitForURL('**/c')
    },
    expected: urls.map(view),
  })
})

test('without the Navigation API the same views are found, at the latest half a second on', async ({
  sink,
  site,
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'navigation'))
  const seen = (url: string, count = 1) =>
    expect
      .poll(() => sink.of('page_view').filter((event) => event.page.url === url).length)
      .toBe(count)
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/a`)
      expect(await page.evaluate(() => 'navigation' in window)).toBe(false)
      await seen(`${site.url}/a`)
      const changedAtMs = await page.evaluate(() => {
        history.pushState(null, '', '/b')
        return Date.now()
      })
      const { occurredAtMs } = await sink.receive(
        'page_view',
        (event) => event.page.url === `${site.url}/b`,
      )
      // Half a second, and as much again for a machine that is busy.
      expect(occurredAtMs - changedAtMs).toBeLessThan(1_000)
      await page.evaluate(() => history.replaceState(null, '', '/b?page=2'))
      await page.evaluate(() => (location.hash = '#there'))
      await page.evaluate(() => history.go(-2))
      await seen(`${site.url}/a`, 2)
    },
    expected: [view(`${site.url}/a`), view(`${site.url}/b`), view(`${site.url}/a`)],
  })
})

test('the title is read when the view is sent, since routers set it late', async ({
  sink,
  site,
  page,
}) => {
  site.add('/a', { title: 'First' })
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view', (event) => event.page.title === 'First')
  await page.evaluate(() => {
    history.pushState(null, '', '/b')
    setTimeout(() => (document.title = 'Second'), 50)
  })
  const second = await sink.receive('page_view', ({ page: { url } }) => url === `${site.url}/b`)
  expect(second.page.title).toBe('Second')
  expect(sink.of('page_view')[0]?.page.title).toBe('First')
})

test('a view to which a click on a router’s link leads goes with its own title', async ({
  sink,
  site,
  page,
}) => {
  const body = `<a id="to" href="/b">Next</a><script>
    document.getElementById('to').addEventListener('click', (event) => {
      event.preventDefault()
      history.pushState(null, '', '/b')
      setTimeout(() => (document.title = 'Second'), 50)
    })</script>`
  site.add('/a', { title: 'First', body })
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await page.locator('#to').click()
  await sink.receive('page_view', (event) => event.page.url.endsWith('/b'))
  const titles = sink.events().map(({ type, page: { title } }) => [type, title])
  expect(titles).toContainEqual(['click', 'First'])
  expect(titles).toContainEqual(['page_view', 'Second'])
})

test('a view that ends before it was sent keeps its own title', async ({ sink, site, page }) => {
  site.add('/a', { title: 'First' })
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await page.evaluate(() => {
    history.pushState(null, '', '/b')
    document.title = 'Second'
    history.pushState(null, '', '/c')
    document.title = 'Third'
  })
  await sink.receive('page_view', (event) => event.page.title === 'Third')
  const titles = sink.of('page_view').map(({ page: { url, title } }) => [url, title])
  expect(titles).toContainEqual([`${site.url}/b`, 'Second'])
})
