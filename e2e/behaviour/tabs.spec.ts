import { clickLast } from './expect-events.js'
import { expect, test } from './world.js'

// Covers: one session over the tabs of a browser, with the clock turned. Leaves out: browsers that share no storage.

test('tabs share a session, also when they take turns', async ({ sink, site, visitor }) => {
  const [first, second] = [await visitor.newPage(), await visitor.newPage()]
  await first.goto(`${site.url}/first`)
  await sink.receive('page_view')
  await second.goto(`${site.url}/second`)
  for (const page of [first, second, first, second]) await clickLast(sink, page)
  expect(new Set(sink.events().map(({ sessionId }) => sessionId)).size).toBe(1)
  expect(new Set(sink.beacons().map(({ anonymousId }) => anonymousId)).size).toBe(1)
})

test('tabs that begin at the same time are in one session from then on', async ({
  sink,
  site,
  visitor,
}) => {
  const pages = [await visitor.newPage(), await visitor.newPage(), await visitor.newPage()]
  await Promise.all(pages.map((page, index) => page.goto(`${site.url}/${index}`)))
  for (const page of pages) await clickLast(sink, page)
  expect(sink.of('page_view')).toHaveLength(3)
  const clicks = sink.of('click')
  expect(new Set(clicks.map(({ sessionId }) => sessionId)).size).toBe(1)
})

test('a session goes on in an idle tab as long as another one is in use', async ({
  sink,
  site,
  visitor,
}) => {
  await visitor.clock.install()
  const [first, second] = [await visitor.newPage(), await visitor.newPage()]
  await first.goto(`${site.url}/first`)
  await sink.receive('page_view')
  await second.goto(`${site.url}/second`)
  await sink.receive('page_view', ({ page: { url } }) => url.endsWith('/second'))
  await visitor.clock.fastForward('20:00')
  await clickLast(sink, second)
  await visitor.clock.fastForward('20:00')
  await clickLast(sink, first)
  expect(new Set(sink.events().map(({ sessionId }) => sessionId)).size).toBe(1)
})

test('after 31 minutes in which all tabs were idle, all of them are in one new session', async ({
  sink,
  site,
  visitor,
}) => {
  await visitor.clock.install()
  const [first, second] = [await visitor.newPage(), await visitor.newPage()]
  await first.goto(`${site.url}/first`)
  await sink.receive('page_view')
  await second.goto(`${site.url}/second`)
  await sink.receive('page_view', ({ page: { url } }) => url.endsWith('/second'))
  await visitor.clock.fastForward('31:00')
  for (const page of [first, second, first]) await clickLast(sink, page)
  const [view] = sink.of('page_view')
  const sessions = new Set(sink.of('click').map(({ sessionId }) => sessionId))
  expect(sessions.size).toBe(1)
  expect(sessions).not.toContain(view?.sessionId)
  expect(new Set(sink.beacons().map(({ anonymousId }) => anonymousId)).size).toBe(1)
})
