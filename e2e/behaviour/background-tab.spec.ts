import type { Notes } from './notes.js'
import type { Site } from './site.js'
import { expect, test } from './unwatched-world.js'

// Covers: pages that load in a tab behind another one, for real: in Chromium without a DevTools client, which would
// have every tab believe that it is seen. Leaves out: windows behind other windows.

test('a tab in the background is counted once it is shown, and not before', async ({
  sink,
  site,
  notes,
  visitUnwatched,
}) => {
  addPages(site, notes)
  site.add('/front', { tag: null, head: `${notes.script}<script>until('go').then(close)</script>` })
  await visitUnwatched(`${site.url}/start`)
  expect(await notes.receive('behind')).toBe('hidden')
  expect(sink.requests).toEqual([])
  const allowedAtMs = Date.now()
  notes.allow('go')
  await sink.receive('custom')
  expect(sink.events()).toMatchObject([
    { type: 'page_view', page: { url: `${site.url}/behind` } },
    { type: 'custom', name: 'shown for a while' },
  ])
  expect(sink.of('page_view')[0]?.occurredAtMs).toBeGreaterThanOrEqual(allowedAtMs)
})

test('a tab in the background that is never shown is not counted', async ({
  sink,
  site,
  notes,
  visitUnwatched,
}) => {
  addPages(site, notes)
  const goOn = `until('go').then(() => (location.href = '/other'))`
  site.add('/front', { tag: null, head: `${notes.script}<script>${goOn}</script>` })
  await visitUnwatched(`${site.url}/start`)
  expect(await notes.receive('behind')).toBe('hidden')
  notes.allow('go')
  await sink.receive('page_view')
  expect(sink.events()).toMatchObject([{ type: 'page_view', page: { url: `${site.url}/other` } }])
})

/** /start opens /front before itself, and goes on to /behind when nobody sees it any more. */
function addPages(site: Site, notes: Notes): void {
  site.add('/start', {
    tag: null,
    head: `<script>
      document.addEventListener('visibilitychange', () => (location.href = '/behind'))
      addEventListener('load', () => open('/front'))
    </script>`,
  })
  site.add('/behind', {
    head: `${notes.script}<script>
      // A second after the load: any start in an idle moment is over by then.
      addEventListener('load', () => setTimeout(() =>
        tell('behind', window.tamtam ? document.visibilityState : 'without script'), 1000))
      document.addEventListener('visibilitychange', () =>
        setTimeout(() => tamtam('track', 'shown for a while'), 1000))
    </script>`,
  })
}
