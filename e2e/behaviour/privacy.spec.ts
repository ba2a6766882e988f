import { expectEvents } from './expect-events.js'
import { expect, test } from './world.js'

// Covers: which parts of an address may leave the page, wherever it stands. Leaves out: texts of elements.

const SECRETS = 'email=joe@acme.com&token=secret-1'

test('of an address only the utm parameters leave the page', async ({ sink, site, page }) => {
  site.add('/a', { body: '<a id="link" href="#secret-3">There</a>' })
  const events = await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/a?${SECRETS}&utm_source=mail&utm_medium=x#secret-2`)
      await page.locator('#link').click()
    },
    expected: [{ type: 'page_view' }, { type: 'click' }],
  })
  const urls = new Set(events.map((event) => event.page.url))
  expect([...urls]).toEqual([`${site.url}/a?utm_source=mail&utm_medium=x`])
  expect(JSON.stringify(sink.beacons())).not.toMatch(/secret|joe/)
})

test('of a referrer, a link and a form no other parameters leave the page', async ({
  sink,
  site,
  page,
}) => {
  site.add('/a', {
    headers: { 'Referrer-Policy': 'unsafe-url' },
    body: `<a id="link" href="/b?${SECRETS}&utm_source=page">On</a>`,
  })
  site.add('/b', {
    body: `<form id="form" action="/c?${SECRETS}"><input name="secret-2" value="secret-3">
      <button id="send" formaction="/d?${SECRETS}" value="secret-4">Send</button></form>`,
  })
  await page.goto(`${site.url}/a?${SECRETS}`)
  await page.locator('#link').click()
  const { page: second } = await sink.receive('page_view', ({ page: { url } }) =>
    url.startsWith(`${site.url}/b`),
  )
  expect(second.referrer).toBe(`${site.url}/a`)
  expect(sink.of('click')[0]?.target.href).toBe(`${site.url}/b?utm_source=page`)
  await page.locator('#form').evaluate((form) => {
    form.addEventListener('submit', (event) => event.preventDefault())
  })
  await page.locator('#send').click()
  const submitted = await sink.receive('form_submit')
  expect(submitted.formId).toBe('form')
  expect(JSON.stringify(sink.beacons())).not.toMatch(/secret|joe/)
})

test('data-keep-params names what else may leave, with * for any ending', async ({
  sink,
  site,
  page,
}) => {
  site.add('/a', { tag: { 'data-keep-params': 'page, ad_*' } })
  await page.goto(`${site.url}/a?page=2&ad_id=7&ad_x-y.z=8&pages=9&utm_source=mail&token=secret-1`)
  const view = await sink.receive('page_view')
  expect(view.page.url).toBe(`${site.url}/a?page=2&ad_id=7&ad_x-y.z=8`)
})

test('names and passwords in an address never leave the page', async ({ sink, site, page }) => {
  const withPassword = site.url.replace('http://', 'http://joe:secret-1@')
  site.add('/a', { body: `<a id="link" href="${withPassword}/b">On</a>` })
  await page.goto(`${site.url}/a`)
  await page.locator('#link').evaluate((link) => {
    link.addEventListener('click', (event) => event.preventDefault())
  })
  await page.locator('#link').click()
  const { target } = await sink.receive('click')
  expect(target.href).toBe(`${site.url}/b`)
})

test('an e-mail address in path, title or referrer is blanked', async ({ sink, site, page }) => {
  site.add('/joe@acme.com', { title: 'For joe@acme.com', body: '<a id="link" href="/b">On</a>' })
  await page.goto(`${site.url}/joe@acme.com`)
  const first = await sink.receive('page_view')
  expect(first.page).toMatchObject({ url: `${site.url}/[email]`, title: 'For [email]' })
  await page.locator('#link').click()
  const second = await sink.receive('page_view', ({ page: { url } }) => url === `${site.url}/b`)
  expect(second.page.referrer).toBe(`${site.url}/[email]`)
  expect(JSON.stringify(sink.beacons())).not.toContain('joe')
})
