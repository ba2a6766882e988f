import { command } from './commands.js'
import { expectEvents } from './expect-events.js'
import { expect, test } from './world.js'

// Covers: pages that take the history object for themselves, and routers that keep the view in query or fragment.

const view = (url: string) => ({ type: 'page_view' as const, page: { url } })

test('a page that replaces pushState after the load changes nothing', async ({
  sink,
  site,
  page,
}) => {
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/a`)
      await sink.receive('page_view')
      await page.evaluate(() => {
        history.pushState = History.prototype.pushState.bind(history)
        history.pushState(null, '', '/b')
      })
    },
    expected: [view(`${site.url}/a`), view(`${site.url}/b`)],
  })
})

test('the page’s own history functions stay as they were', async ({ sink, site, page }) => {
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  const own = await page.evaluate(() => [
    Object.keys(history),
    String(Reflect.get(history, 'pushState')),
    String(Reflect.get(history, 'replaceState')),
  ])
  expect(own).toEqual([
    [],
    expect.stringContaining('[native code]'),
    expect.stringContaining('[native code]'),
  ])
})

test('a frozen history object changes nothing', async ({ sink, site, page }) => {
  await page.addInitScript(() => {
    Object.freeze(history)
    Object.freeze(History.prototype)
  })
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/a?tt=${'t'.repeat(22)}`)
      await sink.receive('page_view')
      await page.evaluate(() => history.pushState(null, '', '/b'))
    },
    expected: [view(`${site.url}/a`), view(`${site.url}/b`)],
  })
})

test('with data-views="hash" a fragment is another view and stays in its address', async ({
  sink,
  site,
  page,
}) => {
  site.add('/app', { tag: { 'data-views': 'hash' } })
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/app#/home`)
      await sink.receive('page_view')
      await page.evaluate(() => (location.hash = '#/prices'))
      await page.evaluate(() => history.replaceState(null, '', '?sort=up#/prices'))
    },
    expected: [view(`${site.url}/app#/home`), view(`${site.url}/app#/prices`)],
  })
})

test('with data-views="query" a query is another view, and leaves the page no more than before', async ({
  sink,
  site,
  page,
}) => {
  site.add('/app', { tag: { 'data-views': 'query', 'data-keep-params': 'page' } })
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/app?page=1&for=ada`)
      await sink.receive('page_view')
      await page.evaluate(() => history.pushState(null, '', '?page=2&for=ada'))
      await page.evaluate(() => (location.hash = '#there'))
    },
    expected: [view(`${site.url}/app?page=1`), view(`${site.url}/app?page=2`)],
  })
  expect(JSON.stringify(sink.beacons())).not.toMatch(/\bada\b/)
})

test('data-views takes both, and a fragment that looks like parameters is kept back', async ({
  sink,
  site,
  page,
}) => {
  site.add('/app', { tag: { 'data-views': 'query, hash' } })
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/app?page=1#/home`)
      await sink.receive('page_view')
      await page.evaluate(() => history.pushState(null, '', '?page=2#/home'))
      await page.evaluate(() => (location.hash = '#access_token=secret'))
    },
    expected: [view(`${site.url}/app#/home`), view(`${site.url}/app#/home`), { type: 'page_view' }],
  })
  expect(JSON.stringify(sink.beacons())).not.toContain('secret')
})

test('tamtam("page") counts a view where neither path nor history change', async ({
  sink,
  site,
  page,
}) => {
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/a`)
      await sink.receive('page_view')
      await command(page, ['page'])
    },
    expected: [view(`${site.url}/a`), view(`${site.url}/a`)],
  })
})
