import { expectEvents } from './expect-events.js'
import { openPage } from './open-page.js'
import { expect, test } from './world.js'

// Covers: the ways to click: buttons and keys of the hardware, new tabs, and pages that handle a click themselves.
// Leaves out: whether the last click before a navigation arrives, which is a matter of sending.

const LINK = '<a id="plans" href="/pricing">Plans</a>'
const PLANS = { type: 'click', target: { kind: 'link', id: 'plans' } } as const

test('a middle click and a click with the control key are clicks on the link, once', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: LINK })
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.locator('#plans').click({ button: 'middle' })
      await page.locator('#plans').click({ modifiers: ['ControlOrMeta'] })
    },
    types: ['click'],
    expected: [PLANS, PLANS],
  })
})

test('a right click opens a menu and is no click', async ({ sink, site, page }) => {
  await openPage({ sink, site, page }, { body: LINK })
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.locator('#plans').click({ button: 'right' })
      await page.keyboard.press('Escape')
    },
    expected: [],
  })
})

test('links and buttons are clicked by the keyboard too', async ({ sink, site, page }) => {
  const body = `<a id="top" href="#top">Top</a><button id="buy">Buy</button>
    <div role="button" id="menu" tabindex="0" onkeydown="if (event.key === 'Enter') this.click()">Menu</div>`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.locator('#top').press('Enter')
      await page.locator('#buy').press('Enter')
      await page.locator('#buy').press('Space')
      await page.locator('#menu').press('Enter')
    },
    expected: ['top', 'buy', 'buy', 'menu'].map((id) => ({ type: 'click', target: { id } })),
  })
})

test('a link into a new tab is one click, and the tab a view of the same session', async ({
  sink,
  site,
  page,
}) => {
  await openPage(
    { sink, site, page },
    { body: `<a id="plans" href="/pricing" target="_blank">Plans</a>` },
  )
  const popup = page.waitForEvent('popup')
  const events = await expectEvents(sink, {
    page,
    act: async () => {
      await page.locator('#plans').click()
      await popup
      await sink.receive('page_view', (view) => view.page.url.endsWith('/pricing'))
      await page.bringToFront()
    },
    types: ['click', 'page_view'],
    expected: [PLANS, { type: 'page_view' }],
  })
  expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(1)
})

test('a click whose default the page prevents, or that it stops, is one click', async ({
  sink,
  site,
  page,
}) => {
  const body = `<a id="plans" href="/pricing">Plans</a><script>
    const stop = (event) => {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    document.addEventListener('click', stop, true)
    document.querySelector('#plans').addEventListener('click', stop)
  </script>`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: () => page.locator('#plans').click(),
    expected: [PLANS],
  })
})

test('two quick clicks are two', async ({ sink, site, page }) => {
  await openPage({ sink, site, page }, { body: '<button id="more">More</button>' })
  const more = { type: 'click', target: { id: 'more' } } as const
  await expectEvents(sink, {
    page,
    act: () => page.locator('#more').dblclick(),
    expected: [more, more],
  })
})

// The window hands an event to its listeners in the order in which they came.
test('limitation: what an earlier listener of the window stops is not seen', async ({
  sink,
  site,
  page,
}) => {
  const head = `<script>addEventListener('click', (event) => {
    if (event.target.id === 'buy') event.stopImmediatePropagation()
  }, true)</script>`
  await openPage({ sink, site, page }, { head, body: '<button id="buy">Buy</button>' })
  await expectEvents(sink, { page, act: () => page.locator('#buy').click(), expected: [] })
})
