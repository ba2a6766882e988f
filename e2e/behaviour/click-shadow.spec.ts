import { expectEvents } from './expect-events.js'
import { openPage, STAY } from './open-page.js'
import { test } from './world.js'

// Covers: clicks in shadow roots, open, closed and nested, and what is slotted into them.
// Leaves out: forms and films in shadow roots, which have specs of their own.

/** Elements whose shadow roots the parser attaches: https://html.spec.whatwg.org/#attr-template-shadowrootmode */
function host(mode: 'open' | 'closed', within: string, { tag = 'x-card', light = '' } = {}) {
  return `<${tag}><template shadowrootmode="${mode}">${within}</template>${light}</${tag}>`
}

test('a button in open shadow roots, one in another, is told', async ({ sink, site, page }) => {
  const body = host('open', host('open', '<button id="inner"><i>Inner</i></button>'))
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: () => page.getByText('Inner').click(),
    expected: [{ type: 'click', target: { kind: 'button', text: 'Inner', id: 'inner' } }],
  })
})

test('words slotted into a button of an open shadow root are that button', async ({
  sink,
  site,
  page,
}) => {
  const body = host('open', '<button id="own"><slot></slot></button>', { light: '<i>Slotted</i>' })
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: () => page.getByText('Slotted').click(),
    expected: [{ type: 'click', target: { kind: 'button', id: 'own' } }],
  })
})

test('a link around an open shadow root without one is that link', async ({ sink, site, page }) => {
  const body = `<a id="around" href="/pricing">${host('open', '<b>Within</b>')}</a>${STAY}`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: () => page.getByText('Within').click(),
    expected: [{ type: 'click', target: { kind: 'link', id: 'around' } }],
  })
})

test('data-tamtam-ignore around the host hides what is in the root', async ({
  sink,
  site,
  page,
}) => {
  const body = `<div data-tamtam-ignore>${host('open', '<button>Inner</button>')}</div>`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, { page, act: () => page.getByText('Inner').click(), expected: [] })
})

// No script outside a closed root is told what was hit in it.
test('limitation: in a closed shadow root only what is around it is told', async ({
  sink,
  site,
  page,
}) => {
  const inner = '<button style="width: 200px; height: 40px">Inner</button>'
  const body = `<div id="bare">${host('closed', inner)}</div>
    <div id="around" data-tamtam-click>${host('closed', inner)}</div>`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: async () => {
      for (const id of ['bare', 'around'])
        await page.locator(`#${id}`).click({ position: { x: 20, y: 20 } })
    },
    expected: [{ type: 'click', target: { kind: 'element', id: 'around' } }],
  })
})
