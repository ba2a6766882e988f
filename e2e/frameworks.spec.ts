import type { Page } from '@playwright/test'
import { clickLast } from './behaviour/expect-events.js'
import type { Sink } from './behaviour/sink.js'
import { expect, test } from './behaviour/world.js'
import { openExample } from './open-example.js'

// Covers: the examples of demo-site/examples/ with their frameworks' own routers, from npm: React Router in StrictMode,
// Vue Router, and pages without a framework. Leaves out: Next.js and Astro, which are not installed here.

const PATHS = ['/', '/pricing', '/prices']

const FRAMEWORKS = { React: 'react/index.html', Vue: 'vue/index.html' }

for (const [name, example] of Object.entries(FRAMEWORKS)) {
  test.describe(`an application of ${name}`, () => {
    test.beforeEach(({ sink, site }) => openExample({ sink, site, page: example, paths: PATHS }))

    test('counts one view a navigation, under its title: by link, back, forward, program and redirect', async ({
      sink,
      site,
      page,
    }) => {
      await page.goto(site.url)
      await seen(sink, 1)
      await page.getByRole('link', { name: 'Pricing' }).click()
      await seen(sink, 2)
      await page.goBack()
      await seen(sink, 3)
      await page.goForward()
      await seen(sink, 4)
      await page.getByRole('link', { name: 'Home' }).click()
      await seen(sink, 5)
      await page.getByRole('button', { name: 'See what it costs' }).click()
      await seen(sink, 6)
      await page.getByRole('link', { name: 'Home' }).click()
      await seen(sink, 7)
      await page.getByRole('link', { name: 'Prices' }).click()
      await seen(sink, 8)
      const home = `${site.url}/ Home | Acme`
      const pricing = `${site.url}/pricing Pricing | Acme`
      const all = [home, pricing, home, pricing, home, pricing, home, pricing]
      expect(await viewsOf(sink, page)).toEqual(all)
      // The last is still there.
      expect(titlesOf(sink, 'page_leave')).toEqual(all.slice(0, -1))
      expect(sink.repeats()).toEqual({})
    })

    test('counts no view where only the query changes', async ({ sink, site, page }) => {
      await page.goto(`${site.url}/pricing`)
      await seen(sink, 1)
      await page.getByRole('button', { name: 'Sort by price' }).click()
      await page.waitForURL('**/pricing?sort=price')
      expect(await viewsOf(sink, page)).toEqual([`${site.url}/pricing Pricing | Acme`])
    })

    test('counts one view where the first address is redirected', async ({ sink, site, page }) => {
      await page.goto(`${site.url}/prices`)
      await page.waitForURL('**/pricing')
      const views = await viewsOf(sink, page)
      expect(views.at(-1)).toBe(`${site.url}/pricing Pricing | Acme`)
      expect(views).toHaveLength(1)
    })

    test('tells of one click once, and of an own event once', async ({ sink, site, page }) => {
      await page.goto(site.url)
      await seen(sink, 1)
      await page.locator('#quote').click()
      await clickLast(sink, page)
      expect(sink.of('custom').map(({ name }) => name)).toEqual(['Quote calculated'])
      const clicks = sink.of('click').map(({ target }) => target.id)
      expect(clicks).toEqual(['quote', 'last'])
      expect(sink.repeats()).toEqual({})
    })

    test('leaves a page once as another is loaded', async ({ sink, site, page }) => {
      await page.goto(site.url)
      await seen(sink, 1)
      // What the browser cuts off, the next page brings.
      await page.goto(`${site.url}/pricing`)
      await sink.receive('page_leave')
      await seen(sink, 2)
      expect(titlesOf(sink, 'page_leave')).toEqual([`${site.url}/ Home | Acme`])
    })
  })
}

/** Each gives the page `unmount()`. */
const UNMOUNTED = {
  React: {
    page: FRAMEWORKS.React,
    entry: `import { StrictMode } from 'react'
      import { createRoot } from 'react-dom/client'
      import { App } from './app.js'
      const root = createRoot(document.querySelector('#root'))
      root.render(<StrictMode><App /></StrictMode>)
      window.unmount = () => root.unmount()`,
  },
  Vue: {
    page: FRAMEWORKS.Vue,
    entry: `import { createApp } from 'vue'
      import App from './app.vue'
      import { router } from './router.js'
      import { tamtamPlugin } from './tamtam-plugin.js'
      const app = createApp(App).use(router)
      app.use(tamtamPlugin, { site: 'acme-www', endpoint: 'https://collector.example.com/v1/events' })
      app.mount('#app')
      window.unmount = () => app.unmount()`,
  },
}

for (const [name, example] of Object.entries(UNMOUNTED)) {
  test(`an application of ${name} that is unmounted leaves its page once and is silent`, async ({
    sink,
    site,
    page,
  }) => {
    await openExample({ sink, site, ...example, paths: PATHS })
    await page.goto(site.url)
    await seen(sink, 1)
    await page.evaluate('unmount()')
    await sink.receive('page_leave')
    await page.locator('#last').click()
    await page.evaluate(() => history.pushState(null, '', '/pricing'))
    // What is proved by another page that comes after it.
    await page.goto(`${site.url}/pricing`)
    await seen(sink, 2)
    const types = sink.events().map(({ type }) => type)
    expect(types).toEqual(['page_view', 'page_leave', 'page_view'])
  })
}

test('pages without a framework count one view a load, and commands given early', async ({
  sink,
  site,
  page,
}) => {
  await openExample({ sink, site, page: 'html/index.html', paths: ['/'] })
  await openExample({ sink, site, page: 'html/pricing.html', paths: ['/pricing'] })
  await page.goto(`${site.url}/?gong_tid=gong-1`)
  await page.locator('#quote').click()
  await sink.receive('custom')
  await page.locator('#to-pricing').click()
  await page.waitForURL('**/pricing')
  await sink.receive('page_leave')
  await seen(sink, 2)
  expect(await viewsOf(sink, page)).toEqual([
    `${site.url}/ Home | Acme`,
    `${site.url}/pricing Pricing | Acme`,
  ])
  expect(titlesOf(sink, 'page_leave')).toEqual([`${site.url}/ Home | Acme`])
  expect(new Set(sink.events().map(({ trackingId }) => trackingId))).toEqual(new Set(['gong-1']))
})

/** Waits until so many views have arrived. */
async function seen(sink: Sink, views: number): Promise<void> {
  await expect.poll(() => sink.of('page_view').length, { intervals: [50] }).toBe(views)
}

/** All views, once whatever came before now has arrived. */
async function viewsOf(sink: Sink, page: Page): Promise<string[]> {
  await clickLast(sink, page)
  return titlesOf(sink, 'page_view')
}

/** Address and title of each, in their order. */
function titlesOf(sink: Sink, type: 'page_view' | 'page_leave'): string[] {
  return sink
    .of(type)
    .sort((a, b) => a.occurredAtMs - b.occurredAtMs)
    .map(({ page: { url, title } }) => `${url} ${title}`)
}
