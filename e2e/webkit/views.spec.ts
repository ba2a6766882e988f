import type { Sink } from '../behaviour/sink.js'
import { expect, test } from './world.js'

// Covers: single-page navigation and the back/forward cache. Leaves out: views by query or hash.

/** A router of the usual kind: it changes the address at the click, and the title a moment later. */
const ROUTER = `<a id="tour" href="/tour">Tour</a>
  <script>
    function show() {
      setTimeout(function () { document.title = location.pathname === '/tour' ? 'Tour' : 'Home' }, 50)
    }
    addEventListener('popstate', show)
    document.querySelector('#tour').addEventListener('click', function (event) {
      event.preventDefault()
      history.pushState(null, '', this.href)
      show()
    })
  </script>`

const viewed = (sink: Sink) =>
  sink.of('page_view').map(({ page }) => [new URL(page.url).pathname, page.title])

test('a push and the way back are a view each, under their own titles; query and hash are none', async ({
  sink,
  site,
  visit,
  finish,
}) => {
  site.add('/', { title: 'Home', body: ROUTER })
  await visit.open(`${site.url}/`)
  await sink.receive('page_view')
  await visit.click('#tour')
  const pushed = await sink.receive('page_view', ({ page }) => page.title === 'Tour')
  expect(pushed.page.referrer).toBe(`${site.url}/`)
  await visit.back()
  await expect.poll(() => viewed(sink)).toHaveLength(3)
  await visit.run(() => history.replaceState(null, '', '?sort=price'))
  await visit.run(() => void (location.hash = 'plans'))

  await finish()
  expect(viewed(sink)).toEqual([
    ['/', 'Home'],
    ['/tour', 'Tour'],
    ['/', 'Home'],
  ])
  expect(sink.repeats()).toEqual({})
})

test('a page that takes pushState over after the load has its views counted', async ({
  sink,
  site,
  visit,
}) => {
  site.add('/', { title: 'Home', body: ROUTER })
  await visit.open(`${site.url}/`)
  await sink.receive('page_view')
  await visit.run(() => {
    history.pushState = (...state) => History.prototype.pushState.apply(history, state)
  })
  await visit.click('#tour')

  await sink.receive('page_view', ({ page }) => page.title === 'Tour')
  expect(viewed(sink)).toEqual([
    ['/', 'Home'],
    ['/tour', 'Tour'],
  ])
})

test('a page that comes back from the back/forward cache is one more view of the same session', async ({
  sink,
  site,
  visit,
  finish,
}) => {
  site.add('/start', {
    title: 'Start',
    head: `<script>addEventListener('pageshow', function (event) {
      document.documentElement.dataset.kept = event.persisted
    })</script>`,
    body: '<a id="on" href="/next">On</a>',
  })
  await visit.open(`${site.url}/start`)
  await sink.receive('page_view')
  await visit.click('#on')
  await sink.receive('page_view', ({ page }) => page.title === '/next')
  // WebKit never settles a fetch that was under way as its page went into the cache: here that of the click.
  await visit.back()
  await expect.poll(() => visit.run(() => document.documentElement.dataset.kept)).toBe('true')

  await finish()
  const views = sink.of('page_view')
  expect(views.map(({ page }) => page.title)).toEqual(['Start', '/next', 'Start'])
  expect(new Set(views.map(({ page }) => page.viewId)).size).toBe(3)
  expect(new Set(views.map(({ sessionId }) => sessionId)).size).toBe(1)
})
