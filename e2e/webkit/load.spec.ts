import { expect, test } from './world.js'

// Covers: what one load sends, and where nothing may be sent. Leaves out: the fields that no browser changes.

test('a load is one page view, with the address and the title', async ({
  sink,
  site,
  visit,
  finish,
}) => {
  site.add('/start', { title: 'Start' })
  await visit.open(`${site.url}/start?plan=secret&utm_source=mail#top`)
  await sink.receive('page_view')

  const events = await finish()
  expect(events).toMatchObject([
    {
      type: 'page_view',
      page: { url: `${site.url}/start?utm_source=mail`, title: 'Start' },
    },
  ])
  expect(events[0]?.page).not.toHaveProperty('referrer')
  expect(sink.repeats()).toEqual({})
  expect(sink.preflights()).toEqual([])
})

test('the next page knows the one before, and is of the same session and visitor', async ({
  sink,
  site,
  visit,
}) => {
  site.add('/start', { body: '<a id="on" href="/next">On</a>' })
  await visit.open(`${site.url}/start`)
  const first = await sink.receive('page_view')
  await visit.click('#on')

  const second = await sink.receive('page_view', ({ page }) => page.title === '/next')
  expect(second.page.referrer).toBe(`${site.url}/start`)
  expect(second.sessionId).toBe(first.sessionId)
  expect(new Set(sink.beacons().map(({ anonymousId }) => anonymousId)).size).toBe(1)
})

test('the collector is told that a program drives the browser', async ({ sink, site, visit }) => {
  site.add('/driven', {})
  await visit.open(`${site.url}/driven`)
  expect(await visit.run(() => navigator.webdriver)).toBe(true)
  await sink.receive('page_view')
  expect(sink.beacons()[0]?.automated).toBe(true)
})

test('where storage is blocked, everything is sent all the same, in one session, and nothing throws', async ({
  sink,
  site,
  visit,
  finish,
}) => {
  const head = `<script>
    var thrown = []
    addEventListener('error', function (event) { thrown.push(event.message) })
    addEventListener('unhandledrejection', function (event) { thrown.push(String(event.reason)) })
    Object.defineProperty(window, 'localStorage', {
      get: function () { throw new DOMException('blocked', 'SecurityError') },
    })
  </script>`
  site.add('/blocked', { title: 'Blocked', head, body: '<button id="buy">Buy</button>' })
  await visit.open(`${site.url}/blocked`)
  await sink.receive('page_view')
  await visit.click('#buy')

  const events = await finish()
  expect(events).toMatchObject([
    { type: 'page_view', page: { title: 'Blocked' } },
    { type: 'click', target: { id: 'buy' } },
  ])
  expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(1)
  expect(await visit.run(() => (window as unknown as { thrown: string[] }).thrown)).toEqual([])
})
