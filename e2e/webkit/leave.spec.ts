import { expect, test } from './world.js'

// Covers: what arrives when a page ends. Leaves out: its figures, which no browser changes.

test('a click just before the tab is closed arrives, and what was seen of the page', async ({
  sink,
  site,
  visit,
}) => {
  sink.answer({ delayMs: 250 })
  site.add('/start', { body: '<button id="buy">Buy</button><p style="height:5000px">' })
  await visit.open(`${site.url}/start`)
  await sink.receive('page_view')
  await visit.run(() => scrollTo(0, document.body.scrollHeight / 2))
  await visit.run(() => scrollTo(0, 0))
  await visit.click('#buy')
  await visit.closeTab()

  await sink.receive('click', ({ target }) => target.id === 'buy')
  const { scrollPercent } = await sink.receive('page_leave')
  expect(scrollPercent).toBeGreaterThan(0)
  expect(sink.repeats()).toEqual({})
})

test('what a failing collector refused comes from the next page, as the same event', async ({
  sink,
  site,
  visit,
}) => {
  sink.answer({ status: 503 })
  site.add('/start', { title: 'Start' })
  await visit.open(`${site.url}/start`)
  await expect.poll(() => sink.requests.length).toBeGreaterThan(0)
  const refused = sink.requests.flatMap(({ beacon }) => beacon?.events ?? [])
  await visit.open(`${site.url}/next`)
  sink.answer()

  await sink.receive('page_view', ({ page }) => page.title === '/next')
  const { eventId } = await sink.receive('page_view', ({ page }) => page.title === 'Start')
  expect(refused.map((event) => event.eventId)).toContain(eventId)
  expect(sink.of('page_view')).toHaveLength(2)
})
