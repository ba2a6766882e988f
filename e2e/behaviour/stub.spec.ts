import type { Page } from '@playwright/test'
import { command } from './commands.js'
import type { Sink } from './sink.js'
import { expect, test } from './world.js'

// Covers: commands that a page gives before the script is there. Leaves out: what each command does.

const stub = `<script>
  window.tamtam = window.tamtam || function () {
    arguments.atMs = Date.now(); (tamtam.q = tamtam.q || []).push(arguments) }
</script>`

test('commands that waited 5 s for the script are replayed in their order, with their own time', async ({
  sink,
  site,
  page,
}) => {
  await page.clock.install()
  site.add('/a', { tag: null, head: stub })
  await page.goto(`${site.url}/a`)
  const beganAtMs = Date.now()
  await command(page, ['track', 'first', { price: 7 }], ['track', 'second'])
  await page.clock.fastForward(2_000)
  await command(page, ['track', 'third'])
  await page.clock.fastForward(3_000)
  await addTag(page, sink)
  await command(page, ['track', 'fourth'])
  await sink.receive('page_view')
  const told = sink.of('custom')
  expect(told.map(({ name }) => name)).toEqual(['first', 'second', 'third', 'fourth'])
  expect(told[0]?.properties).toEqual({ price: 7 })
  // What the test itself took since then is on the page's clock too.
  const ownMs = Date.now() - beganAtMs
  for (const [index, sinceMs] of [0, 0, 2_000, 5_000].entries()) {
    const toldMs = (told[index]?.occurredAtMs ?? NaN) - (told[0]?.occurredAtMs ?? NaN)
    expect(toldMs).toBeGreaterThanOrEqual(sinceMs)
    expect(toldMs).toBeLessThanOrEqual(sinceMs + ownMs)
  }
})

test('who identifies before the script is there has seen the first view', async ({
  sink,
  site,
  page,
}) => {
  site.add('/a', { tag: null, head: stub })
  await page.goto(`${site.url}/a`)
  await command(page, ['identify', { email: 'ada@acme.com' }], ['trackingId', 'ada-1'])
  await addTag(page, sink)
  const view = await sink.receive('page_view')
  const [identified] = sink.of('identify')
  expect(identified?.person).toEqual({ email: 'ada@acme.com' })
  expect(view.sessionId).toBe(identified?.sessionId)
  expect(view.trackingId).toBe('ada-1')
})

test('the stub’s commands throw nothing, however wrong they are', async ({ sink, site, page }) => {
  site.add('/a', { tag: null, head: stub })
  await page.goto(`${site.url}/a`)
  await page.evaluate(() => {
    const { tamtam } = window as unknown as { tamtam: (...command: unknown[]) => void }
    tamtam()
    tamtam('nonsense', 7)
    tamtam('constructor')
    tamtam('__proto__')
    tamtam('track', 'looped', Object.assign({}, { self: window }))
    tamtam('video', null)
    tamtam('identify')
    tamtam('track', Symbol('name'), 10n)
  })
  await addTag(page, sink)
  await command(page, ['track', 'last'])
  await sink.receive('custom', ({ name }) => name === 'last')
  await sink.receive('page_view')
  // What has no name or no person is refused by the collector alone, and costs its neighbours nothing.
  sink.takeFaults()
})

/** As a tag manager does it. */
async function addTag(page: Page, { url }: Sink): Promise<void> {
  await page.evaluate((src) => {
    const script = document.createElement('script')
    Object.assign(script.dataset, { site: 'demo' })
    script.src = src
    document.head.append(script)
  }, `${url}/tamtam.js`)
}
