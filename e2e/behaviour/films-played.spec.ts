import {
  ALL_MARKS,
  expectWatched,
  markOf,
  newMarks,
  play,
  progressSoFar,
  seek,
  silence,
} from './film.js'
import { openPage } from './open-page.js'
import { expect, test } from './world.js'

// Covers: how much of an HTML5 film counts as watched, by the way in which it is played.
// Leaves out: sources of other kinds and changes of source, places of the player in the page.

test.beforeEach(({ site }) => {
  for (const seconds of [4, 10, 60]) site.addFile(`/${seconds}.wav`, silence(seconds))
})

test('a film played to its end tells each mark once, and then 100 percent', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: '<video src="/10.wav" controls></video>' })
  await play(page.locator('video'))
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual(ALL_MARKS)
  // The last tenths of a second may come after the last mark.
  expect(progress.length).toBeLessThanOrEqual(7)
  expect(progress.at(-1)).toMatchObject({
    video: {
      provider: 'html5',
      id: `${site.url}/10.wav`,
      url: `${site.url}/10.wav`,
      durationSeconds: 10,
    },
    watchedPercent: 100,
    positionPercent: 100,
  })
  expectWatched(progress.at(-1), { seconds: 10, of: 10 })
})

test('a jump from 4 to 92 percent while it plays awards nothing in between', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: '<video src="/60.wav"></video>' })
  const film = page.locator('video')
  const from = await play(film, { until: 2.4, pause: false })
  await seek(film, 55.2)
  await play(film)
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual([10])
  expect(progress.at(-1)).toMatchObject({ positionPercent: 100 })
  expectWatched(progress.at(-1), { seconds: from + 4.8, of: 60 })
})

test('what is watched again counts once', async ({ sink, site, page }) => {
  await openPage({ sink, site, page }, { body: '<audio src="/10.wav" controls></audio>' })
  const film = page.locator('audio')
  await play(film, { until: 3 })
  await seek(film, 0.5)
  const until = await play(film, { until: 3.5 })
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual([10, 25])
  expectWatched(progress.at(-1), { seconds: until, of: 10 })
})

test('a film in a loop is 100 percent at most, and tells each mark once', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: '<video src="/4.wav" loop></video>' })
  const film = page.locator('video')
  await play(film, { until: 3.5, pause: false })
  await expect
    .poll(() => film.evaluate((media: HTMLVideoElement) => media.currentTime))
    .toBeLessThan(2)
  await play(film, { until: 2 })
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress).at(-1)).toBe(100)
  expect(newMarks(progress)).toEqual([...new Set(newMarks(progress))])
  expectWatched(progress.at(-1), { seconds: 4, of: 4 })
})

test('at twice the speed the seconds of the film count, not those of the clock', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: '<video src="/10.wav"></video>' })
  const until = await play(page.locator('video'), { until: 7.6, rate: 2 })
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual([10, 25, 50, 75])
  expectWatched(progress.at(-1), { seconds: until, of: 10 })
})

test('what a film that starts by itself has played before the script came counts', async ({
  sink,
  site,
  page,
}) => {
  site.add('/start', {
    body: '<video src="/10.wav" muted autoplay playsinline></video>',
    tag: null,
  })
  await page.goto(`${site.url}/start`)
  const film = page.locator('video')
  await play(film, { until: 3, pause: false })
  await page.evaluate((src) => {
    const script = document.createElement('script')
    Object.assign(script, { src, async: true })
    Object.assign(script.dataset, { site: 'demo' })
    document.head.append(script)
  }, `${sink.url}/tamtam.js`)
  await sink.receive('page_view')
  const until = await play(film, { until: 6 })
  const progress = await progressSoFar(sink, page)
  expectWatched(progress.at(-1), { seconds: until, of: 10 })
})

test('dragging the handle of a film that stands still is not watching', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: '<video src="/60.wav" preload="auto"></video>' })
  for (const seconds of [20, 59, 5]) await seek(page.locator('video'), seconds)
  expect(await progressSoFar(sink, page)).toEqual([])
})

test('a film that only says that it has ended has been watched all the same', async ({
  sink,
  site,
  page,
}) => {
  const head = `<script>
    for (const type of ['timeupdate', 'pause']) {
      addEventListener(type, (event) => event.stopImmediatePropagation(), true)
    }
  </script>`
  await openPage({ sink, site, page }, { head, body: '<video src="/4.wav"></video>' })
  await play(page.locator('video'))
  expect(await progressSoFar(sink, page)).toMatchObject([{ watchedPercent: 100 }])
})

test('a pause tells the latest figures, and nothing while nothing comes to them', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: '<video src="/10.wav"></video>' })
  const film = page.locator('video')
  const until = await play(film, { until: 1.8 })
  const before = await progressSoFar(sink, page)
  expect(before.map(markOf)).toEqual([10, 10])
  expectWatched(before.at(-1), { seconds: until, of: 10 })
  await film.dispatchEvent('pause')
  await film.dispatchEvent('timeupdate')
  expect(await progressSoFar(sink, page)).toHaveLength(before.length)
})

test('a film that still plays when the page is left keeps what was watched', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: '<video src="/10.wav"></video>' })
  const until = await play(page.locator('video'), { until: 3.8, pause: false })
  await page.goto(`${site.url}/next`)
  const progress = await progressSoFar(sink, page)
  expectWatched(progress.at(-1), { seconds: until, of: 10 })
  expect(progress.at(-1)?.page.url).toBe(`${site.url}/start`)
})
