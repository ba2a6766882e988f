import { clickLast } from './expect-events.js'
import { expect, test } from './world.js'

// Covers: parameters that say who comes, and what is left of them in the address bar. Leaves out: what the collector
// makes of them.

for (const length of [22, 64]) {
  test(`a link token of ${length} characters is read and taken out of the address bar`, async ({
    sink,
    site,
    page,
  }) => {
    const token = 'aZ09_-'.repeat(11).slice(0, length)
    await page.goto(`${site.url}/a?one=1&tt=${token}&two=a%20b#there`)
    await clickLast(sink, page)
    // Once, since the collector knows the visitor by it from then on.
    expect(sink.events().map(({ linkToken }) => linkToken)).toEqual([token, undefined])
    expect(sink.of('page_view')).toHaveLength(1)
    expect(sink.of('page_view')[0]?.page.url).toBe(`${site.url}/a`)
    const { searchParams, hash } = new URL(page.url())
    expect(Object.fromEntries(searchParams)).toEqual({ one: '1', two: 'a b' })
    expect(hash).toBe('#there')
  })
}

for (const token of ['t'.repeat(21), 't'.repeat(65), `${'t'.repeat(22)}!`, '']) {
  test(`a "tt" that is somebody else’s stays: "${token}"`, async ({ sink, site, page }) => {
    await page.goto(`${site.url}/a?tt=${token}`)
    await clickLast(sink, page)
    expect(sink.of('page_view')[0]?.linkToken).toBe(undefined)
    expect(page.url()).toBe(`${site.url}/a?tt=${token}`)
  })
}

test('the page’s own history state outlives the cleaning, which adds no entry', async ({
  sink,
  site,
  page,
}) => {
  site.add('/b', {
    head: `<script>history.replaceState({ own: 1, length: history.length }, '')</script>`,
  })
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await page.goto(`${site.url}/b?tt=${'t'.repeat(22)}`)
  await sink.receive('page_view', ({ page: { url } }) => url === `${site.url}/b`)
  const length = await page.evaluate(() => history.length)
  expect(await page.evaluate(() => history.state as unknown)).toEqual({ own: 1, length })
  expect(page.url()).toBe(`${site.url}/b`)
})

test('a tracking parameter is read to the letter and stays in the address bar', async ({
  sink,
  site,
  page,
}) => {
  site.add('/a', { tag: { 'data-tracking-params': 'tid gong_tid' } })
  await page.goto(`${site.url}/a?gong_tid=ab+c%2Fd%3D`)
  await clickLast(sink, page)
  expect(sink.events().map(({ trackingId }) => trackingId)).toEqual(['ab+c/d=', 'ab+c/d='])
  expect(page.url()).toBe(`${site.url}/a?gong_tid=ab+c%2Fd%3D`)
  expect(sink.of('page_view')[0]?.page.url).toBe(`${site.url}/a`)
})

test('a tracking parameter that is no valid escape costs neither the view nor the link token', async ({
  sink,
  site,
  page,
}) => {
  site.add('/a', { tag: { 'data-tracking-params': 'gong_tid' } })
  await page.goto(`${site.url}/a?gong_tid=50%&tt=${'t'.repeat(22)}`)
  const view = await sink.receive('page_view')
  expect(view.linkToken).toBe('t'.repeat(22))
})

test('with data-address="clean" tracking parameters are taken out of it too', async ({
  sink,
  site,
  page,
}) => {
  site.add('/a', { tag: { 'data-tracking-params': 'gong_tid', 'data-address': 'clean' } })
  await page.goto(`${site.url}/a?one=1&gong_tid=ada-1&tt=${'t'.repeat(22)}`)
  await clickLast(sink, page)
  expect(sink.events()).toMatchObject([
    { trackingId: 'ada-1', linkToken: 't'.repeat(22) },
    { trackingId: 'ada-1' },
  ])
  expect(page.url()).toBe(`${site.url}/a?one=1`)
})

test('limitation: a tracking parameter that only a router brings is not read', async ({
  sink,
  site,
  page,
}) => {
  site.add('/a', { tag: { 'data-tracking-params': 'gong_tid' } })
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await page.evaluate(() => history.pushState(null, '', '/b?gong_tid=ada-1'))
  const view = await sink.receive('page_view', ({ page: { url } }) => url === `${site.url}/b`)
  expect(view.trackingId).toBe(undefined)
})
