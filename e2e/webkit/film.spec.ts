import { readFileSync } from 'node:fs'
import type { Site } from '../behaviour/site.js'
import type { Sink } from '../behaviour/sink.js'
import type { Visit } from './start-visit.js'
import { expect, test } from './world.js'

// Covers: a film with a file. Leaves out: embedded players, sound, live streams.

/** 20 seconds, VP8. */
const FILM = readFileSync(new URL('../../demo-site/pages/media/product-tour.webm', import.meta.url))

test('of a film watched for a quarter, the percent that was played arrives', async ({
  sink,
  site,
  visit,
}) => {
  await openFilm({ site, sink, visit })
  await playUntil(visit, 5)

  const { video } = await expectPlayed(sink, visit)
  expect(video.title).toBe('The tour')
})

test('what was skipped does not count as watched', async ({ sink, site, visit }) => {
  await openFilm({ site, sink, visit })
  await playUntil(visit, 2)
  await visit.run(() => {
    for (const film of document.querySelectorAll('video')) film.currentTime = 18
  })
  await playUntil(visit, 20)

  const { positionPercent } = await expectPlayed(sink, visit)
  expect(positionPercent).toBe(100)
})

test('a film left by closing the tab keeps what was watched', async ({ sink, site, visit }) => {
  await openFilm({ site, sink, visit })
  // Past the mark of 10 percent, short of that of 25: only the closing can tell the rest.
  await playUntil(visit, 4, { pause: false })
  const percent = await playedPercent(visit)
  expect(percent).toBeGreaterThanOrEqual(19)
  await visit.closeTab()

  // It is told in whole percents.
  await sink.receive('video_progress', ({ watchedPercent }) => watchedPercent >= percent - 1)
})

async function openFilm({ site, sink, visit }: { site: Site; sink: Sink; visit: Visit }) {
  site.addFile('/film.webm', { type: 'video/webm', body: FILM })
  site.add('/film', { body: '<video muted src="/film.webm" title="The tour"></video>' })
  await visit.open(`${site.url}/film`)
  await sink.receive('page_view')
  const readyState = () => visit.run(() => document.querySelector('video')?.readyState)
  await expect.poll(readyState, 'the film can be played through').toBe(4)
}

/**
 * Plays until the film stands at `seconds`, at most half a second late, or at its end. At its own speed: at another one
 * WebKitGTK's player came to a stand at its start in one of twenty films.
 */
async function playUntil(visit: Visit, seconds: number, { pause = true } = {}): Promise<void> {
  await visit.run(
    (untilSeconds, pauseThen) => {
      for (const film of document.querySelectorAll('video')) {
        film.dataset.state = 'playing'
        film.ontimeupdate = () => {
          if (film.currentTime < untilSeconds && !film.ended) return
          film.ontimeupdate = null
          if (pauseThen) film.pause()
          film.dataset.state = 'there'
        }
        void film.play()
      }
    },
    seconds,
    pause,
  )
  const state = () => visit.run(() => document.querySelector('video')?.dataset.state)
  await expect.poll(state, `the film has been played to ${seconds} s`).toBe('there')
}

/** What the browser itself counts as played. */
function playedPercent(visit: Visit): Promise<number> {
  return visit.run(() => {
    let seconds = 0
    const { played, duration } = document.querySelector('video') ?? document.createElement('video')
    for (let i = 0; i < played.length; i++) seconds += played.end(i) - played.start(i)
    return (100 * seconds) / duration
  })
}

/** Waits until the sink knows the percent that the browser counts, and gives that event. */
async function expectPlayed(sink: Sink, visit: Visit) {
  const percent = await playedPercent(visit)
  const progress = await sink.receive(
    'video_progress',
    ({ watchedPercent }) => Math.abs(watchedPercent - percent) <= 1,
  )
  expect(Math.max(...sink.of('video_progress').map((each) => each.watchedPercent))).toBe(
    progress.watchedPercent,
  )
  return progress
}
