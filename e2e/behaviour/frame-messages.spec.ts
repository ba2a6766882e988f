import type { Page } from '@playwright/test'
import { expectWatched, newMarks, progressSoFar } from './film.js'
import { mockPlayers, playerIn, vimeo, youtube } from './mock-players.js'
import { openPage } from './open-page.js'
import { expect, test } from './world.js'

// Covers: messages that come from somebody else than a player, or that no player would send.
// Leaves out: a player of YouTube or Vimeo that lies, which nobody can tell.

test.beforeEach(({ visitor }) => mockPlayers(visitor))

/** A film of ten seconds watched to its end, in the words of either provider. */
const FORGED = Array.from({ length: 11 }, (_, second) => [
  JSON.stringify({
    event: 'infoDelivery',
    info: {
      currentTime: second,
      duration: 10,
      playerState: second < 10 ? 1 : 0,
      videoData: { video_id: 'forged', title: 'Forged' },
    },
  }),
  JSON.stringify({ event: 'timeupdate', data: { seconds: second, duration: 10, percent: 1 } }),
]).flat()

/** Says the forged words to `window.target` slowly enough to be believed, and then is `isDone`. */
const FORGERY = `let spoken = 0
  const forged = ${JSON.stringify(FORGED)}
  const timer = setInterval(() => {
    if (spoken < forged.length) return target.postMessage(forged[spoken++], '*')
    clearInterval(timer)
    window.isDone = true
  }, 150)`

test('words of another origin, of the page itself and of a look-alike are not heard', async ({
  sink,
  site,
  page,
  visitor,
}) => {
  const script = `<script>const target = parent; ${FORGERY}</script>`
  site.add('/forger', { body: script, tag: null })
  await visitor.route(/^https:\/\/www\.youtube\.com\.acme\.example\//, (route) =>
    route.fulfill({ contentType: 'text/html', body: script }),
  )
  await openPage(
    { sink, site, page },
    {
      body: `${youtube('abc', { attributes: 'class="real"' })}${vimeo('1')}
        <iframe class="other" src="${site.otherUrl}/forger"></iframe>
        <iframe class="alike" src="https://www.youtube.com.acme.example/embed/abc?enablejsapi=1"></iframe>
        <script>const target = window; ${FORGERY}</script>`,
    },
  )
  await expectDone(page)
  for (const frame of ['.other', '.alike']) await expectDone(page, frame)
  expect(await progressSoFar(sink, page)).toEqual([])
})

test('words of a window of the right origin that holds no player of the page are not heard', async ({
  sink,
  site,
  page,
  visitor,
}) => {
  await visitor.route('https://www.youtube.com/watch', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<script>const target = opener; ${FORGERY}</script>`,
    }),
  )
  await openPage({ sink, site, page }, { body: youtube('abc') })
  const opened = page.waitForEvent('popup')
  await page.evaluate(() => void window.open('https://www.youtube.com/watch'))
  const popup = await opened
  const isDone = () => popup.evaluate('window.isDone').catch(() => 'between two pages')
  await expect.poll(isDone).toBe(true)
  await popup.close()
  expect(await progressSoFar(sink, page)).toEqual([])
})

test('words of another origin in the window of a player are not heard', async ({
  sink,
  site,
  page,
  visitor,
}) => {
  await visitor.route('https://forger.example/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<script>const target = parent; ${FORGERY}</script>`,
    }),
  )
  await openPage({ sink, site, page }, { body: youtube('abc') })
  // A player's own document may go elsewhere; its frame's address stays the player's.
  await page
    .frameLocator('iframe')
    .locator('body')
    .evaluate(() => {
      location.href = 'https://forger.example/'
    })
  await expectDone(page, 'iframe')
  expect(await progressSoFar(sink, page)).toEqual([])
})

test('words of a player that make no sense break nothing, and its film goes on', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: youtube('abc') })
  const player = playerIn(page, 'iframe')
  const first = await player.play({ until: 2 })
  for (const nonsense of [
    'no JSON',
    'null',
    '[]',
    '{"event":"infoDelivery"}',
    '{"event":"infoDelivery","info":null}',
    '{"event":"onStateChange","info":1}',
    '{"event":"infoDelivery","info":{"videoLoadedFraction":0.4,"availableQualityLevels":[]}}',
    null,
    7,
    [],
    { event: 'infoDelivery' },
  ]) {
    await player.say(nonsense)
  }
  const until = await player.play({ until: 6 })
  const progress = await progressSoFar(sink, page)
  expect(first).toBeLessThan(until)
  expect(newMarks(progress)).toEqual([10, 25, 50])
  expectWatched(progress.at(-1), { seconds: until, of: 10 })
})

// A frame that still loads is an empty page of another origin, and the browser complains of words for the right one.
test('a player that has not loaded yet is greeted without a complaint of the browser', async ({
  sink,
  site,
  page,
  visitor,
}) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('postMessage')) complaints.push(message.text())
  })
  await visitor.route('https://player.vimeo.com/slow', async (route) => {
    await sink.receive('page_view')
    await route.fulfill({ contentType: 'text/html', body: 'Late' })
  })
  site.add('/start', { body: '<iframe src="https://player.vimeo.com/slow"></iframe>' })
  await page.goto(`${site.url}/start`, { waitUntil: 'commit' })
  await expect(page.frameLocator('iframe').getByText('Late')).toBeVisible()
  expect(await progressSoFar(sink, page)).toEqual([])
  expect(complaints).toEqual([])
})

async function expectDone(page: Page, frame?: string): Promise<void> {
  const body = frame ? page.frameLocator(frame).locator('body') : page.locator('body')
  await expect.poll(() => body.evaluate('window.isDone')).toBe(true)
}
