import { clickLast } from './expect-events.js'
import { expect, test } from './world.js'

// Covers: where ids lie, and storage that is blocked, full or cleared. Leaves out: unsent events in storage.

test('localStorage holds one entry, "tamtam", and nothing else is stored', async ({
  sink,
  site,
  page,
}) => {
  await page.goto(`${site.url}/a`)
  await clickLast(sink, page)
  // The answer of the last beacon is read a moment after the sink has it.
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage))).toEqual(['tamtam'])
  const stored = await page.evaluate(async () => ({
    session: sessionStorage.length,
    cookie: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }))
  expect(stored).toEqual({ session: 0, cookie: '', databases: 0, caches: 0 })
  const entry = await page.evaluate(() => String(localStorage.tamtam))
  expect(entry).toContain(sink.beacons()[0]?.anonymousId)
  expect(entry).toContain(sink.events()[0]?.sessionId)
})

test('what a page stored itself stays as it was', async ({ sink, site, page }) => {
  site.add('/a', {
    head: `<script>localStorage.own = 'mine'; document.cookie = 'own=mine'</script>`,
  })
  await page.goto(`${site.url}/a`)
  await clickLast(sink, page)
  expect(await page.evaluate(() => [String(localStorage.own), document.cookie])).toEqual([
    'mine',
    'own=mine',
  ])
})

test('where the mere name of localStorage throws, the page remembers by itself', async ({
  sink,
  site,
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('blocked', 'SecurityError')
      },
    })
  })
  await page.goto(`${site.url}/a`)
  await clickLast(sink, page)
  expect(sink.events()).toHaveLength(2)
  expect(new Set(sink.events().map(({ sessionId }) => sessionId)).size).toBe(1)
  expect(new Set(sink.beacons().map(({ anonymousId }) => anonymousId)).size).toBe(1)
})

test('where localStorage is full, the page remembers by itself', async ({ sink, site, page }) => {
  await page.addInitScript(() => {
    let length = 2 ** 23
    for (let index = 0; length >= 1; index++) {
      try {
        localStorage.setItem(`own${index}`, 'x'.repeat(length))
      } catch {
        length /= 2 // Less fits, down to nothing.
      }
    }
  })
  await page.goto(`${site.url}/a`)
  await clickLast(sink, page)
  await clickLast(sink, page)
  expect(await page.evaluate(() => localStorage.getItem('tamtam'))).toBe(null)
  expect(sink.events()).toHaveLength(3)
  expect(new Set(sink.events().map(({ sessionId }) => sessionId)).size).toBe(1)
  expect(new Set(sink.beacons().map(({ anonymousId }) => anonymousId)).size).toBe(1)
})

test('where the page clears its storage in the middle of a visit, the visit goes on', async ({
  sink,
  site,
  page,
}) => {
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await page.evaluate(() => localStorage.clear())
  await clickLast(sink, page)
  expect(new Set(sink.events().map(({ sessionId }) => sessionId)).size).toBe(1)
  expect(new Set(sink.beacons().map(({ anonymousId }) => anonymousId)).size).toBe(1)
})

test('somebody else’s text under our key is no visitor', async ({ sink, site, page }) => {
  site.add('/a', {
    head: `<script>localStorage.tamtam = '{"anonymousId":"x","sessionId":7}'</script>`,
  })
  await page.goto(`${site.url}/a`)
  await clickLast(sink, page)
  expect(sink.events()).toHaveLength(2)
  expect(new Set(sink.events().map(({ sessionId }) => sessionId)).size).toBe(1)
})
