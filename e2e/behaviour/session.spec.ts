import type { Page } from '@playwright/test'
import { clickLast } from './expect-events.js'
import { expect, test } from './world.js'

// Covers: what ends a session and what does not, and clocks that are wrong. Leaves out: several tabs (tabs.spec.ts).

const HOUR_MS = 3_600_000

test('a session goes on over midnight', async ({ sink, site, newVisitor }) => {
  const visitor = await newVisitor({ timezoneId: 'UTC' })
  await visitor.clock.install({ time: '2026-11-20T23:50:00Z' })
  const page = await visitor.newPage()
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await visitor.clock.fastForward('20:00')
  await clickLast(sink, page)
  const days = sink.events().map(({ occurredAtMs }) => new Date(occurredAtMs).getUTCDate())
  expect(new Set(days)).toEqual(new Set([20, 21]))
  expect(new Set(sink.events().map(({ sessionId }) => sessionId)).size).toBe(1)
})

test('another campaign is told in the address, and does not end the session', async ({
  sink,
  site,
  page,
}) => {
  for (const campaign of ['spring', 'summer']) {
    await page.goto(`${site.url}/a?utm_campaign=${campaign}`)
    await sink.receive('page_view', ({ page: { url } }) => url.endsWith(`utm_campaign=${campaign}`))
  }
  expect(new Set(sink.events().map(({ sessionId }) => sessionId)).size).toBe(1)
})

test('another trackingId is another session, and the same one is not', async ({
  sink,
  site,
  page,
}) => {
  site.add('/a', { tag: { 'data-tracking-params': 'gong_tid' } })
  const ids = ['ada-1', 'ada-1', 'bob-2']
  for (const [index, id] of ids.entries()) {
    await page.goto(`${site.url}/a?gong_tid=${id}`)
    await expect.poll(() => sink.of('page_view').length).toBe(index + 1)
  }
  const views = sink.of('page_view')
  expect(views.map(({ trackingId }) => trackingId)).toEqual(ids)
  const [first, second, third] = views.map(({ sessionId }) => sessionId)
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})

for (const hours of [-3, 3]) {
  test(`a clock that is wrong by ${hours} hours tells by itself how wrong it is`, async ({
    sink,
    site,
    page,
  }) => {
    await shiftClock(page, hours * HOUR_MS)
    await page.goto(`${site.url}/a`)
    await clickLast(sink, page)
    for (const { beacon, atMs } of sink.requests) {
      // What the collector corrects by; a second or so is the way of the beacon.
      expect(Math.abs((beacon?.sentAtMs ?? 0) - atMs - hours * HOUR_MS)).toBeLessThan(5_000)
      for (const { occurredAtMs } of beacon?.events ?? []) {
        expect(Math.abs((beacon?.sentAtMs ?? 0) - occurredAtMs)).toBeLessThan(10_000)
      }
    }
    expect(new Set(sink.events().map(({ sessionId }) => sessionId)).size).toBe(1)
  })
}

test('a clock that is set back 3 hours costs the session, and the next one is not stuck', async ({
  sink,
  site,
  page,
}) => {
  await shiftClock(page, 3 * HOUR_MS)
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await page.evaluate(() => Reflect.set(window, 'shiftMs', 0))
  for (const count of [1, 2]) {
    await clickLast(sink, page)
    expect(sink.of('click')).toHaveLength(count)
  }
  const [view] = sink.of('page_view')
  const [click, next] = sink.of('click')
  expect(click?.sessionId).not.toBe(view?.sessionId)
  expect(next?.sessionId).toBe(click?.sessionId)
  // The new session keeps the new time.
  expect(Math.abs((next?.occurredAtMs ?? 0) - Date.now())).toBeLessThan(10_000)
})

test('active seconds are measured by a clock that nobody sets', async ({ sink, site, page }) => {
  await shiftClock(page, 0)
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await page.evaluate((shiftMs) => Reflect.set(window, 'shiftMs', shiftMs), HOUR_MS)
  await page.locator('#last').click()
  await page.goto('about:blank')
  const { activeSeconds } = await sink.receive('page_leave')
  expect(activeSeconds).toBeLessThan(30)
})

/** The page's Date runs ahead by so much, which the page may change by `window.shiftMs`. */
async function shiftClock(page: Page, shiftMs: number): Promise<void> {
  await page.addInitScript((shiftMs) => {
    const { now } = Date
    Reflect.set(window, 'shiftMs', shiftMs)
    Date.now = () => now() + Number(Reflect.get(window, 'shiftMs'))
  }, shiftMs)
}
