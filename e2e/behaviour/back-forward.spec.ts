import { goBack } from './go-back.js'
import { expect, test } from './world.js'

// Covers: pages that the back/forward cache brings back, and that the script keeps no page out of it. Leaves out: the
// reasons of browsers of their own, such as too little memory. A restored page tells by itself that it is one, since
// Playwright cannot act in it in Firefox.

test('a page from the back/forward cache is another view in the same session', async ({
  sink,
  site,
  launchBrowser,
  newVisitor,
}) => {
  const visitor = await newVisitor({ browser: await launchBrowser({ bfcache: true }) })
  const page = await visitor.newPage()
  site.add('/a', { title: 'First', body: tellsRestored })
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await page.goto(`${site.url}/b`)
  await sink.receive('page_view', ({ page: { url } }) => url.endsWith('/b'))
  await goBack(page, { url: `${site.url}/a` })
  const restored = await sink.receive('custom', ({ name }) => name === 'restored')
  const views = sink.of('page_view')
  expect(views.map((view) => view.page.url)).toEqual(
    ['/a', '/b', '/a'].map((path) => site.url + path),
  )
  expect(views[2]?.page.title).toBe('First')
  expect(restored.page.viewId).toBe(views[2]?.page.viewId)
  expect(new Set(views.map((view) => view.page.viewId)).size).toBe(3)
  expect(new Set(views.map(({ sessionId }) => sessionId)).size).toBe(1)
})

test('a page that is left with a beacon under way comes back from the cache', async ({
  sink,
  site,
  launchBrowser,
  newVisitor,
}) => {
  const visitor = await newVisitor({ browser: await launchBrowser({ bfcache: true }) })
  const page = await visitor.newPage()
  site.add('/a', { body: `${tellsRestored}<a id="away" href="/b">Away</a>` })
  sink.answer({ delayMs: 500 })
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await page.locator('#away').click()
  await sink.receive('page_view', ({ page: { url } }) => url.endsWith('/b'))
  await goBack(page, { url: `${site.url}/a` })
  await sink.receive('custom', ({ name }) => name === 'restored')
  expect(sink.of('page_view')).toHaveLength(3)
  expect(sink.of('click')).toHaveLength(1)
})

const tellsRestored = `<script>
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) setTimeout(() => tamtam('track', 'restored'), 100)
  })
</script>`
