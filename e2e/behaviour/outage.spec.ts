import type { WireEvent } from '../../wire/event.js'
import { installClock, passSeconds } from './clock.js'
import { command, trackCommands } from './commands.js'
import { expect, test } from './world.js'

// Covers: a collector that fails or cannot be reached while the page stays open. Leaves out: pages that are left
// meanwhile (unsent.spec.ts), and names that no server has, which fail as refused connections do.

const BUTTONS = '<button id="one">One</button> <button id="two">Two</button>'

test('what happened offline arrives once, with its own time, as soon as the browser is online', async ({
  sink,
  site,
  visitor,
  page,
}) => {
  await installClock(page)
  site.add('/offline', { body: BUTTONS })
  await page.goto(`${site.url}/offline`)
  await sink.receive('page_view')

  await visitor.setOffline(true)
  const startedAtMs = await page.evaluate(() => Date.now())
  await page.locator('#one').click()
  await page.clock.runFor(15_000)
  await page.locator('#two').click()
  await page.clock.runFor(15_000)
  expect(sink.of('click')).toEqual([])
  await visitor.setOffline(false)

  const one = await sink.receive('click', ({ target }) => target.id === 'one')
  const two = await sink.receive('click', ({ target }) => target.id === 'two')
  expect(one.occurredAtMs - startedAtMs).toBeLessThan(10_000)
  expect(two.occurredAtMs - one.occurredAtMs).toBeGreaterThanOrEqual(15_000)
  expect(two.occurredAtMs - one.occurredAtMs).toBeLessThan(25_000)
  expect(sink.repeats()).toEqual({})
})

test('events arrive once after 20 seconds of 503, in at most 5 attempts that grow apart', async ({
  sink,
  site,
  page,
}) => {
  await installClock(page)
  site.add('/failing', { body: BUTTONS })
  await page.goto(`${site.url}/failing`)
  await sink.receive('page_view')

  sink.answer({ status: 503 })
  await page.locator('#one').click()
  await passSeconds(page, 6)
  await page.locator('#two').click()
  await passSeconds(page, 14)
  const isOne = (event: WireEvent) => event.type === 'click' && event.target.id === 'one'
  const attempts = sink.requests.filter(({ beacon }) => beacon?.events.some(isOne))
  expect(attempts.length).toBeGreaterThanOrEqual(2)
  expect(attempts.length).toBeLessThanOrEqual(5)
  const atMs = attempts.map(({ beacon }) => beacon?.sentAtMs ?? 0)
  const gapsMs = atMs.slice(1).map((at, index) => at - (atMs[index] ?? 0))
  expect(gapsMs).toEqual([...gapsMs].sort((a, b) => a - b))
  expect(gapsMs[0]).toBeGreaterThanOrEqual(2250)

  sink.answer()
  await passSeconds(page, 30)
  await sink.receive('click', ({ target }) => target.id === 'one')
  await sink.receive('click', ({ target }) => target.id === 'two')
  expect(sink.repeats()).toEqual({})
})

test('a beacon answered 400 is dropped, and costs what comes later nothing', async ({
  sink,
  site,
  page,
}) => {
  site.add('/refused', { body: BUTTONS })
  await page.goto(`${site.url}/refused`)
  await sink.receive('page_view')
  sink.answer({ status: 400 })
  await page.locator('#one').click()
  await expect.poll(() => sink.requests.filter(({ status }) => status === 400)).toHaveLength(1)
  sink.answer()
  await page.locator('#two').click()

  await sink.receive('click', ({ target }) => target.id === 'two')
  expect(sink.of('click').map(({ target }) => target.id)).toEqual(['two'])
})

test('a beacon answered 413 comes again in parts, each event once', async ({
  sink,
  site,
  page,
}) => {
  await installClock(page)
  await page.goto(`${site.url}/large`)
  await sink.receive('page_view')
  sink.answer(({ beacon }) => ((beacon?.events.length ?? 0) > 2 ? { status: 413 } : {}))
  await command(page, ...trackCommands('part', { count: 8, bytes: 100 }))
  await passSeconds(page, 20)

  const arrived = () => sink.of('custom').map(({ name }) => name)
  await expect.poll(arrived).toEqual(Array.from({ length: 8 }, (_, index) => `part-${index}`))
  expect(sink.requests.filter(({ status }) => status === 413).length).toBeGreaterThan(0)
  expect(sink.repeats()).toEqual({})
})

test('a beacon answered 429 waits as long as Retry-After says', async ({ sink, site, page }) => {
  await installClock(page)
  site.add('/busy', { body: BUTTONS })
  await page.goto(`${site.url}/busy`)
  await sink.receive('page_view')
  sink.answer({ status: 429, retryAfterSeconds: 60 })
  await page.locator('#one').click()
  await page.clock.runFor(1000)
  const refused = () => sink.requests.filter(({ status }) => status === 429)
  await expect.poll(refused).toHaveLength(1)
  sink.answer()
  await passSeconds(page, 70)

  await sink.receive('click', ({ target }) => target.id === 'one')
  const [first] = refused()
  const again = sink.beacons().find(({ events }) => events.some(({ type }) => type === 'click'))
  const waitedMs = (again?.sentAtMs ?? 0) - (first?.beacon?.sentAtMs ?? 0)
  expect(waitedMs).toBeGreaterThanOrEqual(60_000)
  expect(sink.repeats()).toEqual({})
})

for (const down of ['refuses connections', 'hangs up'] as const) {
  test(`events arrive once after a collector that ${down} is back`, async ({
    sink,
    site,
    page,
  }) => {
    site.add('/down', { body: BUTTONS })
    await page.goto(`${site.url}/down`)
    await sink.receive('page_view')
    if (down === 'hangs up') sink.answer({ status: 'hang-up' })
    else await sink.stop()
    const failed = page.waitForEvent('requestfailed')
    await page.locator('#one').click()
    await failed
    sink.answer()
    if (down === 'refuses connections') await sink.start()
    await page.locator('#two').click()

    await sink.receive('click', ({ target }) => target.id === 'one')
    await sink.receive('click', ({ target }) => target.id === 'two')
    expect(sink.repeats()).toEqual({})
  })
}
