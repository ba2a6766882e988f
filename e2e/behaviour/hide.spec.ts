import { expect, test } from './unwatched-world.js'

// Covers: a view that is hidden while its page lives on, for real: in Chromium without a DevTools client, which would
// have every tab believe that it is seen. Leaves out: views that end (leave.spec.ts).

test('a view that is hidden tells its figures, and again when there is more to tell', async ({
  sink,
  site,
  notes,
  visitUnwatched,
}) => {
  const atOnce = `<script>document.addEventListener('visibilitychange', () => {
    tell('state-' + ++count, document.visibilityState)
    // The third change hides it again; here it is seen once more, for a while.
    if (count === 2) setTimeout(() => open('/over-it-again'), 2500)
  })</script>`
  site.add('/a', {
    head: `${notes.script}<script>let count = 0</script>${atOnce}<script>
      until('hide').then(() => open('/over-it'))</script>`,
  })
  site.add('/over-it', {
    tag: null,
    head: `${notes.script}<script>until('show').then(close)</script>`,
  })
  site.add('/over-it-again', { tag: null })
  await visitUnwatched(`${site.url}/a`)
  const view = await sink.receive('page_view')
  notes.allow('hide')
  expect(await notes.receive('state-1')).toBe('hidden')
  const first = await sink.receive('page_leave')
  notes.allow('show')
  expect(await notes.receive('state-2')).toBe('visible')
  expect(await notes.receive('state-3')).toBe('hidden')
  const second = await sink.receive(
    'page_leave',
    ({ activeSeconds }) => activeSeconds >= first.activeSeconds + 2,
  )
  expect([first.page.viewId, second.page.viewId]).toEqual([view.page.viewId, view.page.viewId])
  expect(sink.of('page_leave')).toHaveLength(2)
  expect(sink.of('page_view')).toHaveLength(1)
})

test('the time in which nobody can see a view is not active', async ({
  sink,
  site,
  notes,
  visitUnwatched,
}) => {
  site.add('/a', {
    head: `${notes.script}<script>
      let count = 0
      document.addEventListener('visibilitychange', () => {
        if (++count === 2) location.href = '/b'
      })
      until('hide').then(() => open('/over-it'))</script>`,
  })
  site.add('/over-it', {
    tag: null,
    // Longer than the view was seen before, by far.
    head: `<script>setTimeout(close, 6000)</script>`,
  })
  await visitUnwatched(`${site.url}/a`)
  await sink.receive('page_view')
  notes.allow('hide')
  const { activeSeconds, page } = await sink.receive('page_leave')
  await sink.receive('page_view', (view) => view.page.url === `${site.url}/b`)
  const told = sink.of('page_leave').filter((left) => left.page.viewId === page.viewId)
  for (const left of told) expect(left.activeSeconds).toBeLessThan(activeSeconds + 4)
})
