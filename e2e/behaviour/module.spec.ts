import type { Page } from '@playwright/test'
import { expectEvents } from './expect-events.js'
import type { Sink } from './sink.js'
import type { Site } from './site.js'
import { expect, test } from './world.js'

// Covers: the module build, as a bundled application uses it, and its end. Leaves out: bundlers, and servers without a
// page.

test('the module counts as the tag does, without a global', async ({ sink, site, page }) => {
  await expectEvents(sink, {
    page,
    act: async () => {
      await openApp({ sink, site, page }, 'window.app = create()')
      await sink.receive('page_view')
      await page.evaluate(() => history.pushState(null, '', '/b'))
      await page.evaluate(`app.track('bought', { price: 7 })`)
    },
    expected: [
      { type: 'page_view' },
      { type: 'page_view', page: { url: `${site.url}/b`, referrer: `${site.url}/app` } },
      { type: 'custom', name: 'bought', properties: { price: 7 } },
    ],
  })
  expect(await page.evaluate(() => 'tamtam' in window)).toBe(false)
})

test('effects that run twice, as in React’s strict mode, make one view and one click of a click', async ({
  sink,
  site,
  page,
}) => {
  const open = `create().stop(); window.app = create()`
  await expectEvents(sink, {
    page,
    act: async () => {
      await openApp({ sink, site, page, body: '<button id="buy">Buy</button>' }, open)
      await sink.receive('page_view')
      await page.locator('#buy').click()
    },
    expected: [{ type: 'page_view' }, { type: 'click', target: { id: 'buy' } }],
  })
})

test('stop sends what waits at once and leaves no listener', async ({ sink, site, page }) => {
  await page.addInitScript(() => {
    const signals: (AbortSignal | undefined)[] = []
    // eslint-disable-next-line @typescript-eslint/unbound-method -- the proxy passes on what it is called on
    EventTarget.prototype.addEventListener = new Proxy(EventTarget.prototype.addEventListener, {
      apply(add, target, given: Parameters<EventTarget['addEventListener']>) {
        const [, , options] = given
        const { stack = '' } = new Error()
        if (stack.includes('tamtam.mjs')) {
          signals.push(typeof options === 'object' ? options.signal : undefined)
        }
        Reflect.apply(add, target, given)
      },
    })
    Reflect.set(window, 'openListeners', () => signals.filter((signal) => !signal?.aborted).length)
  })
  await openApp({ sink, site, page }, 'window.app = create()')
  await sink.receive('page_view')
  expect(await page.evaluate('openListeners()')).toBeGreaterThan(5)
  await page.evaluate(`app.track('waits'); app.stop()`)
  expect(await page.evaluate('openListeners()')).toBe(0)
  await sink.receive('custom', ({ name }) => name === 'waits')
})

test('after stop nothing counts until another one is made', async ({ sink, site, page }) => {
  await openApp({ sink, site, page }, 'window.app = create()')
  await sink.receive('page_view')
  await page.evaluate(`app.stop(); app.track('never')`)
  await page.locator('#last').click()
  await page.evaluate(() => history.pushState(null, '', '/b'))
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await page.evaluate(`window.app = create(); app.track('again')`)
  await sink.receive('page_view', ({ page: { url } }) => url === `${site.url}/b`)
  const events = sink.events().filter(({ type }) => type !== 'page_leave')
  expect(events.map(({ type }) => type).sort()).toEqual(['custom', 'page_view', 'page_view'])
  expect(sink.of('custom')[0]?.name).toBe('again')
  expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(1)
})

type Opening = { sink: Sink; site: Site; page: Page; body?: string }

/** A page with `create()`, which makes one of the module's, and which then does what `script` says. */
async function openApp({ sink, site, page, body }: Opening, script: string): Promise<void> {
  site.add('/app', {
    ...(body && { body }),
    tag: `<script type="module">
      import { createTamtam } from '${sink.url}/tamtam.mjs'
      window.create = () => createTamtam({
        site: 'demo', endpoint: '${sink.url}/v1/events', keepParams: ['utm_*'] })
      ${script}
    </script>`,
  })
  await page.goto(`${site.url}/app`)
}
