import { expect, test } from './world.js'

// Covers: that clicks arrive, also the last one. Leaves out: which elements count, which no browser changes.

test('a button is a click, and a link that leaves at once too', async ({ sink, site, visit }) => {
  const body = '<button id="buy">Buy</button><a id="on" href="/next">On <b>we go</b></a>'
  site.add('/start', { title: 'Start', body })
  await visit.open(`${site.url}/start`)
  await sink.receive('page_view')
  await visit.click('#buy')
  await visit.click('#on')

  await sink.receive('page_view', ({ page }) => page.title === '/next')
  await expect.poll(() => sink.of('click')).toHaveLength(2)
  const page = { url: `${site.url}/start`, title: 'Start' }
  expect(sink.of('click')).toMatchObject([
    { page, target: { kind: 'button', text: 'Buy', id: 'buy' } },
    { page, target: { kind: 'link', text: 'On we go', href: `${site.url}/next`, id: 'on' } },
  ])
  expect(sink.preflights()).toEqual([])
})

test('the click on a link arrives ten times of ten when the collector takes a quarter second', async ({
  sink,
  site,
  visit,
}) => {
  sink.answer({ delayMs: 250 })
  site.add('/start', { body: '<a id="on" href="/next">On</a>' })
  for (let i = 1; i <= 10; i++) {
    await visit.open(`${site.url}/start?utm_term=${i}`)
    await visit.click('#on')
    await sink.receive('click', ({ page }) => page.url.endsWith(`utm_term=${i}`))
  }
  expect(sink.of('click')).toHaveLength(10)
})

test('a button inside an open shadow root is a click', async ({ sink, site, visit }) => {
  const body = `<span id="host"></span><script>
    const root = document.querySelector('#host').attachShadow({ mode: 'open' })
    root.innerHTML = '<button id="inner">Inner</button>'
  </script>`
  site.add('/start', { body })
  await visit.open(`${site.url}/start`)
  await sink.receive('page_view')
  await visit.click('#host')

  const { target } = await sink.receive('click')
  expect(target).toEqual({ kind: 'button', id: 'inner', text: 'Inner' })
})
