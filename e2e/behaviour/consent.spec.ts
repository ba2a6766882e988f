import type { Page } from '@playwright/test'
import { command } from './commands.js'
import { clickLast } from './expect-events.js'
import { expect, test } from './world.js'

// Covers: what is stored and sent before, with and after a visitor's decision. Leaves out: privacy signals
// (signals.spec.ts).

const required = { 'data-consent': 'required', 'data-tracking-params': 'gong_tid' }

test('before a decision nothing is stored and nothing is sent', async ({
  sink,
  site,
  page,
  newVisitor,
}) => {
  site.add('/a', { tag: required })
  await page.goto(`${site.url}/a?gong_tid=ada-1`)
  await command(page, ['track', 'early'], ['identify', { email: 'ada@acme.com' }])
  await page.locator('#last').click()
  await page.evaluate(() => history.pushState(null, '', '/b'))
  // Nothing came, since what another visitor does afterwards has come.
  const later = await (await newVisitor()).newPage()
  await later.goto(`${site.url}/later`)
  await clickLast(sink, later)
  expect(sink.events().map((event) => event.page.url)).toEqual([
    `${site.url}/later`,
    `${site.url}/later`,
  ])
  expect(sink.requests.every(({ method }) => method === 'POST')).toBe(true)
  expect(await stored(page)).toEqual([])
})

test('a page that is left before a decision has stored and sent nothing', async ({
  sink,
  site,
  page,
}) => {
  site.add('/a', { tag: required })
  await page.goto(`${site.url}/a`)
  await command(page, ['track', 'early'])
  await page.goto(`${site.url}/b`)
  await clickLast(sink, page)
  expect(sink.events().filter(({ page: { url } }) => url !== `${site.url}/b`)).toEqual([])
})

test('"granted" releases what waited, in its order and with its own time and page', async ({
  sink,
  site,
  page,
}) => {
  await page.clock.install()
  site.add('/a', { tag: required })
  await page.goto(`${site.url}/a?gong_tid=ada-1`)
  await page.locator('#last').click()
  await page.clock.fastForward('10:00')
  await page.evaluate(() => history.pushState(null, '', '/b'))
  await page.clock.fastForward('10:00')
  const grantedAtMs = await page.evaluate(() => Date.now())
  await command(page, ['consent', 'granted'], ['track', 'after'])
  await sink.receive('custom')
  const events = sink.events().filter(({ type }) => type !== 'page_leave')
  expect(events).toMatchObject([
    { type: 'page_view', page: { url: `${site.url}/a` }, trackingId: 'ada-1' },
    { type: 'click', page: { url: `${site.url}/a` } },
    { type: 'page_view', page: { url: `${site.url}/b` } },
    { type: 'custom' },
  ])
  const minutesAgo = events.map(({ occurredAtMs }) =>
    Math.round(Math.abs(grantedAtMs - occurredAtMs) / 60_000),
  )
  expect(minutesAgo).toEqual([20, 20, 10, 0])
  expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(1)
  expect(await stored(page)).toContain('tamtam')
})

test('"denied" drops what waited, and later events too', async ({ sink, site, page }) => {
  site.add('/a', { tag: required })
  await page.goto(`${site.url}/a`)
  await command(page, ['track', 'early'], ['consent', 'denied'], ['track', 'late'])
  await page.locator('#last').click()
  expect(await stored(page)).toEqual([])
  await page.goto(`${site.url}/b`)
  await clickLast(sink, page)
  expect(sink.events().filter(({ page: { url } }) => url !== `${site.url}/b`)).toEqual([])
})

test('who takes consent back has ids and unsent events deleted', async ({ sink, site, page }) => {
  site.add('/a', { tag: { 'data-cookie-domain': 'acme.localhost' } })
  for (const host of ['127.0.0.1', 'www.acme.localhost']) {
    sink.answer({ status: 503 })
    const requests = sink.requests.length
    await page.goto(`${site.url.replace('127.0.0.1', host)}/${host === '127.0.0.1' ? 'b' : 'a'}`)
    await command(page, ['track', 'unsent'])
    // Two keys, or a cookie and a key, once the collector has refused the beacon.
    await expect.poll(() => stored(page)).toHaveLength(2)
    expect(sink.requests.length).toBeGreaterThan(requests)
    await command(page, ['consent', 'denied'], ['track', 'late'])
    expect(await stored(page)).toEqual([])
    sink.answer()
    await page.goto(`${site.url.replace('127.0.0.1', host)}/after`)
    await clickLast(sink, page)
    expect(sink.of('custom')).toEqual([])
  }
})

test('with consent granted before the script is there, the first view is sent', async ({
  sink,
  site,
  page,
}) => {
  site.add('/a', {
    tag: required,
    head: `<script>
      window.tamtam = window.tamtam || function () {
        arguments.atMs = Date.now(); (tamtam.q = tamtam.q || []).push(arguments) }
      tamtam('consent', 'granted')
    </script>`,
  })
  await page.goto(`${site.url}/a`)
  await clickLast(sink, page)
  expect(sink.of('page_view')).toHaveLength(1)
})

/** The names of all that the page's origin has stored. */
function stored(page: Page): Promise<string[]> {
  return page.evaluate(() => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(document.cookie ? document.cookie.split('; ').map((each) => each.replace(/=.*/, '')) : []),
  ])
}
