import type { Page } from '@playwright/test'
import type { Beacon } from '../wire/beacon.js'
import type { WireEvent } from '../wire/event.js'
import { expect, test, type World } from './world.js'

// Covers: what leaves a page and what does not, on pages made for it. Leaves out: other browsers, full storage.

/** A page of the site with the tag and this body; what it sends is kept as it left the browser. */
async function openPage({ world, page, body, path = '/made?gong_tid=snippet-1' }: Opening) {
  // A page from a route has no address of this machine, and Chromium would ask before it may call the collector.
  await page.context().grantPermissions(['local-network-access'])
  const bodies: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') bodies.push(request.postData() ?? '')
  })
  await page.route(
    (url) => url.origin === world.siteUrl && url.pathname.startsWith('/made'),
    (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><title>Made</title><body>${body}
          <button id="last">Last</button>
          <script async src="${world.collector.url}/tamtam.js" data-site="demo"
            data-tracking-params="gong_tid"></script>`,
      }),
  )
  await page.goto(world.siteUrl + path)
  const events = (): WireEvent[] => bodies.flatMap((each) => (JSON.parse(each) as Beacon).events)
  const clicks = () => events().flatMap((event) => (event.type === 'click' ? [event.target] : []))
  return {
    bodies,
    events,
    /** Clicks the last button; once its event has gone, gives all clicks that went. */
    finish: async () => {
      await page.locator('#last').click()
      await expect.poll(clicks).toContainEqual(expect.objectContaining({ id: 'last' }))
      return clicks().filter(({ id }) => id !== 'last')
    },
  }
}

type Opening = { world: World; page: Page; body: string; path?: string }

test('nothing of a subtree with data-tamtam-ignore is sent', async ({ world, page }) => {
  const body = `<div data-tamtam-ignore><button id="secret">Secret</button></div>`
  const { bodies, finish } = await openPage({ world, page, body })
  await page.locator('#secret').click()
  expect(await finish()).toEqual([])
  expect(bodies.join()).not.toMatch(/secret/i)
  await world.receive({ eventType: 'page viewed', trackingId: 'snippet-1' })
})

test('of what is masked a click goes without text, id and name', async ({ world, page }) => {
  const body = `<div data-tamtam-mask><button id="ada" name="ada" aria-label="Ada">Ada</button></div>
    <button id="around">Hello <b data-tamtam-mask>Ada</b></button>`
  const { bodies, finish } = await openPage({ world, page, body })
  await page.locator('#ada').click()
  await page.locator('#around').click()
  expect(await finish()).toEqual([{ kind: 'button' }, { kind: 'button', id: 'around' }])
  expect(bodies.join()).not.toMatch(/\bada\b/i)
})

test('what a visitor types never leaves the page, nor does the value of a button', async ({
  world,
  page,
}) => {
  const body = `<form onsubmit="return false">
      <input name="typed" data-tamtam-click><textarea name="area" data-tamtam-click></textarea>
      <input type="password" data-tamtam-click><select data-tamtam-click><option>typed-3</select>
      <button value="typed-4" id="valued"></button><input type="submit" value="Label">
    </form>`
  const { bodies, finish } = await openPage({ world, page, body })
  await page.locator('[name=typed]').click()
  await page.keyboard.type('typed-0')
  await page.locator('[name=area]').click()
  await page.keyboard.type('typed-1')
  await page.locator('[type=password]').click()
  await page.keyboard.type('typed-2')
  await page.locator('#valued').dispatchEvent('click', { bubbles: true, composed: true })
  await page.locator('[type=submit]').click()
  const clicked = await finish()
  expect(clicked).toContainEqual({ kind: 'button', id: 'valued' })
  expect(clicked).toContainEqual({ kind: 'button', text: 'Label' })
  expect(bodies.join()).not.toMatch(/typed-\d/)
})

test('an e-mail address in path, title, id, name and text is blanked', async ({ world, page }) => {
  const body = `<script>document.title = 'For joe@acme.com'</script>
    <button id="of-joe@acme.com" name="joe@acme.com">Log out joe@acme.com</button>`
  const path = '/made/joe@acme.com/inbox?gong_tid=snippet-2'
  const { bodies, events, finish } = await openPage({ world, page, body, path })
  await page.getByRole('button', { name: 'Log out' }).click()
  expect(await finish()).toEqual([
    { kind: 'button', text: 'Log out [email]', id: '[email]', name: '[email]' },
  ])
  expect(events()[0]?.page).toMatchObject({
    url: `${world.siteUrl}/made/[email]/inbox`,
    title: 'For [email]',
  })
  expect(bodies.join()).not.toContain('joe')
})

test('a form in the place of the title neither hangs the page nor costs its view', async ({
  world,
  page,
}) => {
  const { events, finish } = await openPage({ world, page, body: `<form name="title"></form>` })
  expect(await finish()).toEqual([])
  expect(events()[0]).toMatchObject({ type: 'page_view', page: { title: '' } })
  await world.receive({ eventType: 'page viewed', trackingId: 'snippet-1' })
})

test('an element called navigation does not take the place of the browser’s own', async ({
  world,
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'navigation'))
  const { events, finish } = await openPage({ world, page, body: `<nav id="navigation"></nav>` })
  await expect.poll(events).toHaveLength(1)
  await page.evaluate(() => history.pushState(null, '', '/made/second'))
  const views = () =>
    events().flatMap(({ type, page: { url } }) =>
      type === 'page_view' ? [new URL(url).pathname] : [],
    )
  // Without the browser's word the path is looked at four times a second; a click before that may go on its own.
  await expect.poll(views).toEqual(['/made', '/made/second'])
  await finish()
  expect(views()).toEqual(['/made', '/made/second'])
})

test('with Global Privacy Control nothing is sent and nothing stored', async ({ world, page }) => {
  const objecting = await world.newVisitor()
  await objecting.addInitScript(() =>
    Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
  )
  const silent = await objecting.newPage()
  const { bodies } = await openPage({ world, page: silent, body: '' })
  await silent.waitForFunction(() => 'tamtam' in window)
  await silent.locator('#last').click()
  // Another visitor's view, which begins later, arrives.
  const { finish } = await openPage({ world, page, body: '', path: '/made?gong_tid=later-1' })
  await finish()
  await world.receive({ eventType: 'page viewed', trackingId: 'later-1' })
  expect(bodies).toEqual([])
  expect(await silent.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, ''])
  expect(new Set(world.received().map(({ trackingId }) => trackingId))).toEqual(
    new Set(['later-1']),
  )
  await objecting.close()
})

test('where storage is blocked, events go all the same, in one session', async ({
  world,
  page,
}) => {
  await page.addInitScript(() =>
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('blocked', 'SecurityError')
      },
    }),
  )
  const { events, finish } = await openPage({ world, page, body: '' })
  await finish()
  expect(new Set(events().map(({ sessionId }) => sessionId)).size).toBe(1)
  await world.receive({ eventType: 'page viewed', trackingId: 'snippet-1' })
})
