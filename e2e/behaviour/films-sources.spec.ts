import type { Page } from '@playwright/test'
import { expectWatched, markOf, newMarks, pictures, play, progressSoFar, silence } from './film.js'
import { openPage } from './open-page.js'
import { expect, test } from './world.js'

// Covers: sources other than one file: swapped, fed in by a script, of changing and of no length; picture in picture.
// Leaves out: encrypted media; players in frames.

test.beforeEach(({ site }) => {
  site.addFile('/a.wav', silence(10))
  site.addFile('/b.wav', silence(5))
  site.addFile('/tour.webm', pictures())
})

test('another source in one player is another film, and the first keeps its figures', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: '<video src="/a.wav"></video>' })
  const film = page.locator('video')
  const first = await play(film, { until: 4, pause: false })
  await film.evaluate((media: HTMLVideoElement) => {
    media.src = '/b.wav'
  })
  const second = await play(film, { until: 1.6 })
  const progress = await progressSoFar(sink, page)
  const of = (file: string) => progress.filter(({ video }) => video.id === site.url + file)
  expect(newMarks(of('/a.wav'))).toEqual([10, 25])
  expectWatched(of('/a.wav').at(-1), { seconds: first, of: 10 })
  expect(newMarks(of('/b.wav'))).toEqual([10, 25])
  expectWatched(of('/b.wav').at(-1), { seconds: second, of: 5 })
  expect(progress.at(-1)?.video.id).toBe(`${site.url}/b.wav`)
})

test('the same file loaded anew is watched anew', async ({ sink, site, page }) => {
  await openPage({ sink, site, page }, { body: '<video src="/b.wav"></video>' })
  const film = page.locator('video')
  const first = await play(film, { until: 2 })
  await film.evaluate((media: HTMLVideoElement) => media.load())
  const second = await play(film, { until: 1 })
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual([10, 25, 10])
  expectWatched(progress.filter((each) => markOf(each) === 25).at(-1), {
    seconds: first,
    of: 5,
  })
  expectWatched(progress.at(-1), { seconds: second, of: 5 })
})

test('a film that a script feeds in is told by the id that the page gives it', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: '<video muted id="tour"></video>' })
  await feedFilm(page)
  const until = await play(page.locator('video'), { until: 6, rate: 2 })
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual([10, 25])
  expect(progress.at(-1)?.video).toMatchObject({ provider: 'html5', id: 'tour' })
  expect(progress.at(-1)?.video).not.toHaveProperty('url')
  expectWatched(progress.at(-1), { seconds: until, of: 20 })
})

test('where the length of a film changes, the percent is that of the new length', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: '<video muted id="tour"></video>' })
  await feedFilm(page)
  const film = page.locator('video')
  await play(film, { until: 3, rate: 2 })
  await page.evaluate(async () => {
    const { source } = window as unknown as { source: MediaSource } // From feedFilm.
    const [buffer] = source.sourceBuffers
    const cut = new Promise((resolve) => buffer?.addEventListener('updateend', resolve))
    buffer?.remove(10, 30)
    await cut
    source.duration = 10
    source.endOfStream()
  })
  const lengthSeconds = await film.evaluate((media: HTMLVideoElement) => media.duration)
  expect(lengthSeconds).toBeLessThan(11)
  const until = await play(film, { until: 6, rate: 2 })
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress).at(-1)).toBe(50)
  expectWatched(progress.at(-1), { seconds: until, of: lengthSeconds })
})

test('of a live stream, which has no length, nothing is told', async ({ sink, site, page }) => {
  await openPage({ sink, site, page }, { body: '<video muted></video>' })
  const film = page.locator('video')
  await film.evaluate((media: HTMLVideoElement) => {
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d')
    setInterval(() => context?.fillRect(0, 0, 1, 1), 40)
    media.srcObject = canvas.captureStream(25)
  })
  await play(film, { until: 2 })
  expect(await film.evaluate((media: HTMLVideoElement) => media.duration)).toBe(Infinity)
  expect(await progressSoFar(sink, page)).toEqual([])
})

test('a film in a window of its own is watched as on the page', async ({
  sink,
  site,
  page,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'Firefox has no API for picture in picture')
  await openPage(
    { sink, site, page },
    { body: '<video src="/tour.webm" muted></video><button id="float">Float</button>' },
  )
  const film = page.locator('video')
  await play(film, { until: 1, rate: 2, pause: false })
  await page.evaluate(() => {
    const media = document.querySelector('video')
    document
      .querySelector('#float')
      ?.addEventListener('click', () => void media?.requestPictureInPicture())
  })
  await page.locator('#float').click()
  await expect.poll(() => page.evaluate(() => !!document.pictureInPictureElement)).toBe(true)
  const until = await play(film, { until: 6, rate: 2 })
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual([10, 25])
  expectWatched(progress.at(-1), { seconds: until, of: 20 })
})

/** Feeds the whole film of 20 seconds into the player through a MediaSource, left as `source` on the window. */
async function feedFilm(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const source = Object.assign(window, { source: new MediaSource() }).source
    const media = document.querySelector('video')
    if (media) media.src = URL.createObjectURL(source)
    await new Promise((resolve) => source.addEventListener('sourceopen', resolve, { once: true }))
    const buffer = source.addSourceBuffer('video/webm; codecs="vp9"')
    const bytes = await (await fetch('/tour.webm')).arrayBuffer()
    const fed = new Promise((resolve) => buffer.addEventListener('updateend', resolve))
    buffer.appendBuffer(bytes)
    await fed
  })
}
