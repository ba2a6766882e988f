import { expect, test } from './world.js'

// Covers: that the script neither prevents nor holds up a click on a link by what it does on the main thread from the click
// to the going of the page. Leaves out: figures finer than a busy machine allows, which the bench measures.

const ROUNDS = 5
/** What a visitor would begin to notice; a request that is waited for would take the collector's 250 ms. */
const MAX_HELD_MS = 50
const TYPES = ['pointerdown', 'pointerup', 'click', 'visibilitychange', 'pagehide']

/** Notes when the first listener of an event runs; it stands before the tag. */
const NOTE_FIRST = `for (const type of ${JSON.stringify(TYPES)}) {
  addEventListener(type, () => { window[type + 'AtMs'] = performance.now() }, true)
}`

/** Adds up in the session's storage what has run since; called once the script has its listeners. */
const NOTE_LAST = `for (const type of ${JSON.stringify(TYPES)}) {
  addEventListener(type, (event) => {
    sessionStorage.heldMs = Number(sessionStorage.heldMs ?? 0) + performance.now() - window[type + 'AtMs']
    if (event.defaultPrevented) sessionStorage.prevented = type
  })
}`

test('a link is never prevented, nor held up for a time that anybody notices', async ({
  sink,
  site,
  page,
}) => {
  site.add('/from', {
    head: `<script>${NOTE_FIRST}</script>`,
    body: '<a id="go" href="/to">Go</a>',
  })
  site.add('/to', { tag: null })
  sink.answer({ delayMs: 250 })
  const heldMs: number[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    await page.goto(`${site.url}/from`)
    await expect.poll(() => sink.of('page_view').length).toBe(round)
    await page.evaluate(NOTE_LAST)
    await page.locator('#go').click()
    await page.waitForURL('**/to')
    const noted = await page.evaluate(() => {
      const { heldMs, prevented } = sessionStorage as { heldMs?: string; prevented?: string }
      sessionStorage.clear()
      return { heldMs, prevented }
    })
    expect(noted.prevented).toBeUndefined()
    heldMs.push(Number(noted.heldMs))
  }
  await expect.poll(() => sink.of('click').length).toBe(ROUNDS)
  const description = heldMs.map((ms) => ms.toFixed(1)).join(' ')
  test.info().annotations.push({ type: 'held up, ms', description })
  expect(median(heldMs), description).toBeLessThan(MAX_HELD_MS)
})

function median(figures: number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? NaN
}
