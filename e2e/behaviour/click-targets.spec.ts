import { expectEvents } from './expect-events.js'
import { openPage, STAY } from './open-page.js'
import { expect, test } from './world.js'

// Covers: which element a click in the light DOM is told of, and in what words.
// Leaves out: shadow roots, ways to click, what must stay private, downloads.

const PICTURE = `src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='99' height='40'/%3E"`
const HREF = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/pricing$/) as unknown

/** Elements side by side on one page, each clicked in its turn; `at` is where when it is not the element itself. */
type Case = { body: string; at: string; target: Record<string, unknown> }

const FACTS: Record<string, Case[]> = {
  'a link is told by its text or picture, its address and id, wherever it is hit': [
    {
      body: '<a id="plans" href="/pricing">Plans</a>',
      at: '#plans',
      target: { kind: 'link', text: 'Plans', href: HREF, id: 'plans' },
    },
    {
      body: `<a href="/pricing"><img alt="Our plans" ${PICTURE}></a>`,
      at: 'a img',
      target: { kind: 'link', text: 'Our plans', href: HREF },
    },
    {
      body: '<div data-tamtam-click><a href="/pricing"><b>Compare</b> all</a></div>',
      at: 'a b',
      target: { kind: 'link', text: 'Compare all', href: HREF },
    },
    {
      body: '<svg width="99" height="40"><a id="shape" href="/pricing"><text y="30">Shape</text></a></svg>',
      at: 'svg text',
      target: { kind: 'link', text: 'Shape', href: HREF, id: 'shape' },
    },
    {
      body: `<img usemap="#map" alt="Offices" ${PICTURE}><map name="map">
        <area id="north" shape="rect" coords="0,0,99,40" href="/pricing" alt="North"></map>`,
      at: '[usemap]',
      target: { kind: 'link', href: HREF, id: 'north' },
    },
  ],
  'a button is told by its label, id and name, wherever it is hit': [
    {
      body: '<button id="buy" name="order">Buy</button>',
      at: '#buy',
      target: { kind: 'button', text: 'Buy', id: 'buy', name: 'order' },
    },
    {
      body: '<button id="deep"><span><b><i>Deep</i></b></span></button>',
      at: 'i',
      target: { kind: 'button', text: 'Deep', id: 'deep' },
    },
    {
      body: '<button aria-label="Close"><svg width="30" height="30"><path d="M0 0h30v30H0z"/></svg></button>',
      at: 'path',
      target: { kind: 'button', text: 'Close' },
    },
    {
      body: '<input type="button" id="calculate" value="Calculate">',
      at: '#calculate',
      target: { kind: 'button', text: 'Calculate', id: 'calculate' },
    },
    {
      body: '<div role="button" id="menu">Menu</div>',
      at: '#menu',
      target: { kind: 'button', text: 'Menu', id: 'menu' },
    },
    {
      body: '<label for="go">Send it</label><input type="submit" id="go" value="Go">',
      at: 'label',
      target: { kind: 'button', text: 'Go', id: 'go' },
    },
  ],
  'any element with data-tamtam-click is told': [
    {
      body: '<section id="offer" data-tamtam-click><p>Spring offer</p></section>',
      at: 'section p',
      target: { kind: 'element', text: 'Spring offer', id: 'offer' },
    },
  ],
  'an area of an image map is told by its alternative text': [
    {
      body: `<img usemap="#map" alt="Offices" ${PICTURE}>
        <map name="map"><area shape="rect" coords="0,0,99,40" href="/pricing" alt="North"></map>`,
      at: '[usemap]',
      target: { kind: 'link', href: HREF, text: 'North' },
    },
  ],
}

for (const [fact, cases] of Object.entries(FACTS)) {
  test(fact, async ({ sink, site, page }) => {
    const body = cases.map((one) => `<div>${one.body}</div>`).join('\n')
    await openPage({ sink, site, page }, { body: body + STAY })
    await expectEvents(sink, {
      page,
      act: async () => {
        for (const { at } of cases) await page.locator(at).click()
      },
      expected: cases.map(({ target }) => ({ type: 'click', target })),
    })
  })
}

test('what a visitor cannot expect anything of is no click', async ({ sink, site, page }) => {
  const body = `<p>Words</p><a>No address</a><button disabled>Sold out</button>
    <label><input type="checkbox">Monthly</label><input type="text" value="secret">
    <svg width="99" height="40"><a><text y="30">Shape</text></a></svg>`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: async () => {
      for (const at of ['p', 'body > a', 'button[disabled]', 'label', '[type=text]', 'svg text'])
        await page.locator(at).click({ force: true })
    },
    expected: [],
  })
})

test('an element that comes later, and goes at its click, is told', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, {})
  await page.evaluate(() => {
    const button = document.createElement('button')
    button.append('Accept')
    button.onclick = () => button.remove()
    document.body.append(button)
  })
  await expectEvents(sink, {
    page,
    act: () => page.getByText('Accept').click(),
    expected: [{ type: 'click', target: { kind: 'button', text: 'Accept' } }],
  })
})

test('a link to another host is told with its address, one within the page without the fragment', async ({
  sink,
  site,
  page,
}) => {
  const body = `<a id="a" href="/pricing">Here</a><a id="b" href="${site.otherUrl}/">There</a>
    <a id="c" href="#top">Top</a>`
  await openPage({ sink, site, page }, { body: body + STAY })
  await expectEvents(sink, {
    page,
    act: async () => {
      for (const id of ['a', 'b', 'c']) await page.locator(`#${id}`).click()
    },
    expected: [
      { type: 'click', target: { text: 'Here', href: `${site.url}/pricing` } },
      { type: 'click', target: { text: 'There', href: `${site.otherUrl}/` } },
      { type: 'click', target: { text: 'Top', href: `${site.url}/start` } },
    ],
  })
})

// The browser clicks the field too, a moment after its label.
test('limitation: a label with its field within an element with data-tamtam-click is two clicks', async ({
  sink,
  site,
  page,
}) => {
  const body = `<div id="plan" data-tamtam-click>
    <label><input type="checkbox"><b>Monthly</b></label></div>`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: () => page.locator('label b').click(),
    expected: ['label', 'field'].map(() => ({
      type: 'click',
      target: { kind: 'element', id: 'plan' },
    })),
  })
})

test('limitation: the older xlink:href makes no link of an SVG element', async ({
  sink,
  site,
  page,
}) => {
  const body = `<svg width="99" height="40" xmlns:xlink="http://www.w3.org/1999/xlink">
    <a xlink:href="/pricing"><text y="30">Shape</text></a></svg>`
  await openPage({ sink, site, page }, { body: body + STAY })
  await expectEvents(sink, { page, act: () => page.locator('text').click(), expected: [] })
})
