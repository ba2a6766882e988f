import type { Notes } from './notes.js'
import type { Site } from './site.js'
import { expect, test } from './unwatched-world.js'

// Covers: pages that are loaded ahead of their visit, in a Chromium without a DevTools client, which would switch that
// off. The pages act by themselves, and say themselves that they were prerendered. Leaves out: Firefox, where no page
// can ask for it.

test.skip(({ browserName }) => browserName !== 'chromium', 'only Chromium prerenders pages')

test('a prerendered page is counted once it is shown, and not before', async ({
  sink,
  site,
  notes,
  visitUnwatched,
}) => {
  addPages(site, notes)
  await visitUnwatched(`${site.url}/start`)
  expect(await notes.receive('loaded')).toBe('prerendering')
  expect(sink.requests).toEqual([])
  notes.allow('leave')
  const activatedAtMs = Number(await notes.receive('activated'))
  const later = await sink.receive('custom')
  expect(sink.events()).toMatchObject([
    { type: 'page_view', page: { url: `${site.url}/next`, referrer: `${site.url}/start` } },
    { type: 'custom', name: 'shown for a while' },
  ])
  const [view] = sink.of('page_view')
  expect(view?.page.viewId).toBe(later.page.viewId)
  expect(view?.occurredAtMs).toBeGreaterThanOrEqual(Math.floor(activatedAtMs))
  expect(view?.occurredAtMs).toBeLessThan(later.occurredAtMs)
})

test('a prerendered page that is never shown is not counted', async ({
  sink,
  site,
  notes,
  visitUnwatched,
}) => {
  addPages(site, notes, '/other')
  await visitUnwatched(`${site.url}/start`)
  expect(await notes.receive('loaded')).toBe('prerendering')
  notes.allow('leave')
  await sink.receive('page_view')
  expect(sink.events()).toMatchObject([{ type: 'page_view', page: { url: `${site.url}/other` } }])
})

/** /start has /next prerendered and goes to `destination` once the test allows it. */
function addPages(site: Site, notes: Notes, destination = '/next'): void {
  const rules = { prerender: [{ urls: ['/next'], eagerness: 'immediate' }] }
  site.add('/start', {
    tag: null,
    head: `${notes.script}
      <script type="speculationrules">${JSON.stringify(rules)}</script>
      <script>until('leave').then(() => (location.href = '${destination}'))</script>`,
  })
  site.add('/next', {
    head: `${notes.script}<script>
      // A second after the load: any start in an idle moment is over by then.
      addEventListener('load', () => setTimeout(() =>
        tell('loaded', document.prerendering && window.tamtam ? 'prerendering' : 'shown'), 1000))
      document.addEventListener('prerenderingchange', () => {
        const { activationStart } = performance.getEntriesByType('navigation')[0]
        tell('activated', performance.timeOrigin + activationStart)
        setTimeout(() => tamtam('track', 'shown for a while'), 1000)
      })
    </script>`,
  })
}
