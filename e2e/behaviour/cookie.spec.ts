import { clickLast } from './expect-events.js'
import type { Site } from './site.js'
import { expect, test } from './unwatched-world.js'

// Covers: ids in a cookie that subdomains share, and browsers that allow no cookies. Hosts below localhost lead to this
// machine in every browser. Leaves out: https, and domains that are public suffixes.

const onHost = (site: Site, host: string) => site.url.replace('127.0.0.1', host)

test('with data-cookie-domain the subdomains share visitor and session', async ({
  sink,
  site,
  visitor,
}) => {
  site.add('/', { tag: { 'data-cookie-domain': 'acme.localhost' } })
  const page = await visitor.newPage()
  for (const [index, host] of ['www.acme.localhost', 'shop.acme.localhost'].entries()) {
    await page.goto(onHost(site, host))
    await expect.poll(() => sink.of('page_view').length).toBe(index + 1)
  }
  expect(new Set(sink.events().map(({ sessionId }) => sessionId)).size).toBe(1)
  expect(new Set(sink.beacons().map(({ anonymousId }) => anonymousId)).size).toBe(1)
  const cookies = await visitor.cookies()
  expect(cookies).toMatchObject([{ name: 'tamtam', domain: '.acme.localhost', path: '/' }])
  expect(cookies[0]?.sameSite).toBe('Lax')
  const daysLeft = ((cookies[0]?.expires ?? 0) - Date.now() / 1000) / 86_400
  expect(daysLeft).toBeGreaterThan(300)
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
})

test('without data-cookie-domain each subdomain has a visitor of its own, and no cookie', async ({
  sink,
  site,
  visitor,
}) => {
  const page = await visitor.newPage()
  for (const [index, host] of ['www.acme.localhost', 'shop.acme.localhost'].entries()) {
    await page.goto(onHost(site, host))
    await expect.poll(() => sink.of('page_view').length).toBe(index + 1)
  }
  expect(new Set(sink.beacons().map(({ anonymousId }) => anonymousId)).size).toBe(2)
  expect(await visitor.cookies()).toEqual([])
})

test('a cookie domain that is not the page’s costs no event', async ({
  sink,
  site,
  page,
  browserName,
}) => {
  test.skip(
    browserName === 'firefox',
    'it writes an error of its own, which the harness takes for ours',
  )
  site.add('/', { tag: { 'data-cookie-domain': 'elsewhere.test' } })
  await page.goto(onHost(site, 'www.acme.localhost'))
  await clickLast(sink, page)
  await clickLast(sink, page)
  expect(sink.events()).toHaveLength(3)
  expect(new Set(sink.events().map(({ sessionId }) => sessionId)).size).toBe(1)
})

test('no cookie ever reaches the collector', async ({ sink, site, page }) => {
  site.add('/', { tag: { 'data-cookie-domain': 'acme.localhost' } })
  await page.goto(onHost(site, 'www.acme.localhost'))
  await clickLast(sink, page)
  // The page has one, on its own host.
  expect(await page.evaluate(() => document.cookie)).toContain('tamtam')
  expect(new Set(sink.requests.map(({ cookie }) => cookie))).toEqual(new Set([undefined]))
})

test('in a browser that blocks all cookies and storage, events go all the same', async ({
  sink,
  site,
  notes,
  visitUnwatched,
  browserName,
}) => {
  test.skip(browserName === 'firefox', 'the harness starts it with preferences of its own')
  site.add('/a', {
    head: `${notes.script}<script>
      try { tell('storage', localStorage.length) } catch ({ name }) { tell('storage', name) }
      document.cookie = 'own=mine'
      tell('cookie', document.cookie)
      addEventListener('load', () => setTimeout(() => tamtam('track', 'later'), 1500))
    </script>`,
  })
  const BLOCKED = 2 // CONTENT_SETTING_BLOCK, as Chromium writes it into a profile.
  await visitUnwatched(`${site.url}/a`, {
    profile: { default_content_setting_values: { cookies: BLOCKED } },
  })
  expect(await notes.receive('storage')).toBe('SecurityError')
  expect(await notes.receive('cookie')).toBe('')
  const { sessionId } = await sink.receive('custom')
  const [view] = sink.of('page_view')
  expect(view?.sessionId).toBe(sessionId)
  expect(sink.events()).toHaveLength(2)
})
