import { readFileSync } from 'node:fs'
import { expect, test } from './world.js'

// Covers: a film that runs as its tab is closed. Leaves out: milestones and players other than the browser's own.

const FILM = readFileSync(new URL('../../demo-site/pages/media/product-tour.webm', import.meta.url))
const FILM_SECONDS = 20
const MAX_STALE_SECONDS = 1

test('a tab closed 6 seconds into a film tells the seconds watched to 1 second', async ({
  sink,
  site,
  page,
}) => {
  site.addFile('/film.webm', { type: 'video/webm', body: FILM })
  site.add('/film', { body: '<video id="film" src="/film.webm" muted></video>' })
  await page.goto(`${site.url}/film`)
  await sink.receive('page_view')
  await page.locator('video').evaluate(async (video: HTMLVideoElement) => {
    await video.play()
    await new Promise<void>((resolve) =>
      video.addEventListener('timeupdate', () => {
        if (video.currentTime >= 6) resolve()
      }),
    )
  })
  const seconds = await page.locator('video').evaluate((video: HTMLVideoElement) => {
    return video.currentTime
  })
  await page.close()

  const last = await sink.receive(
    'video_progress',
    ({ watchedSeconds }) => Math.abs(watchedSeconds - seconds) <= MAX_STALE_SECONDS,
  )
  expect(Math.abs(last.watchedPercent - (100 * seconds) / FILM_SECONDS)).toBeLessThanOrEqual(
    (100 * MAX_STALE_SECONDS) / FILM_SECONDS,
  )
})
