import { expectEvents } from './expect-events.js'
import { expect, test } from './world.js'

// Covers: the snippet's first words, as the smallest example of this suite.

test('a load is a page view, and a click on a button is a click', async ({ sink, site, page }) => {
  site.add('/start', { title: 'Start', body: '<button id="buy">Buy</button>' })
  const events = await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/start`)
      await page.locator('#buy').click()
    },
    expected: [
      { type: 'page_view', page: { url: `${site.url}/start`, title: 'Start' } },
      { type: 'click', target: { kind: 'button', id: 'buy', text: 'Buy' } },
    ],
  })
  expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(1)
  expect(sink.repeats()).toEqual({})
  expect(sink.preflights()).toEqual([])
})
