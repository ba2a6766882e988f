import { MAX_BEACON_BYTES } from '../../wire/limits.js'
import { command, trackCommands } from './commands.js'
import { clickLast } from './expect-events.js'
import { expect, test, type World } from './world.js'

// Covers: more than the 64 KiB that a page's keepalive requests may hold together. Leaves out: other pages' quotas.

test('60 events of 2 KB in one task all arrive once', async ({ sink, site, page }) => {
  sink.answer({ delayMs: 500 })
  await page.goto(`${site.url}/burst`)
  await sink.receive('page_view')
  await command(page, ...trackCommands('burst', { count: 60, bytes: 2000 }))

  await expect.poll(() => names(sink)).toEqual(wanted('burst', 60))
  expect(sink.repeats()).toEqual({})
  for (const { bytes } of sink.requests) expect(bytes).toBeLessThanOrEqual(MAX_BEACON_BYTES)
})

test('10 events of 2 KB arrive past a quota that the page itself has used up', async ({
  sink,
  site,
  page,
}) => {
  await page.goto(`${site.url}/quota`)
  await sink.receive('page_view')
  // Never answered, so that it keeps its part of the quota.
  const hoard = `${sink.url}/v1/events`
  sink.answer(({ bytes }) => (bytes === 60_000 ? { delayMs: 600_000 } : {}))
  await page.evaluate((url) => {
    void fetch(url, { method: 'POST', body: 'x'.repeat(60_000), keepalive: true })
  }, hoard)
  await expect.poll(() => sink.takeFaults()).toHaveLength(1)
  await command(page, ...trackCommands('past', { count: 10, bytes: 2000 }))

  await expect.poll(() => names(sink)).toEqual(wanted('past', 10))
  expect(sink.repeats()).toEqual({})
})

for (const delayMs of [0, 250]) {
  test(`40 events of 1.5 KB arrive when the page is left in the same task, at a collector that takes ${delayMs} ms`, async ({
    sink,
    site,
    page,
  }) => {
    sink.answer({ delayMs })
    await page.goto(`${site.url}/from`)
    await sink.receive('page_view')
    await page.evaluate(
      ([commands, url]) => {
        const { tamtam } = window as unknown as { tamtam: (...command: unknown[]) => void }
        commands.forEach((each) => tamtam(...each))
        location.href = url
      },
      [trackCommands('left', { count: 40, bytes: 1500 }), `${site.otherUrl}/away`] as const,
    )
    await page.waitForURL(`${site.otherUrl}/away`)
    // What did not fit at once waits for the visitor's return.
    await page.goto(`${site.url}/back`)

    await expect.poll(() => names(sink)).toEqual(wanted('left', 40))
  })
}

test('one event beyond 64 KiB is sent, and costs its neighbours nothing', async ({
  sink,
  site,
  page,
}) => {
  // Control characters take six bytes each in JSON.
  const huge = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`p${index}`, '\u0001'.repeat(256)]),
  )
  await page.goto(`${site.url}/huge`)
  await sink.receive('page_view')
  await command(page, ['track', 'before'], ['track', 'huge', huge], ['track', 'after'])
  await expect.poll(() => names(sink)).toEqual(['after', 'before'])
  await clickLast(sink, page)

  const refused = sink.requests.filter(({ status }) => status === 413)
  expect(refused.at(-1)?.beacon?.events).toMatchObject([{ type: 'custom', name: 'huge' }])
})

test('an event of 40 KB arrives whole, and so does its neighbour as large', async ({
  sink,
  site,
  page,
}) => {
  const large = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`p${index}`, '価'.repeat(256)]),
  )
  await page.goto(`${site.url}/large`)
  await sink.receive('page_view')
  await command(page, ['track', 'one', large], ['track', 'two', large])
  await expect.poll(() => names(sink)).toEqual(['one', 'two'])
  for (const { properties } of sink.of('custom')) expect(properties).toEqual(large)
  expect(sink.repeats()).toEqual({})
})

function names(sink: World['sink']): string[] {
  return sink
    .of('custom')
    .map(({ name }) => name)
    .sort()
}

function wanted(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index}`).sort()
}
