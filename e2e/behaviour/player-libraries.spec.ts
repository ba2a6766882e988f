import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expectWatched, newMarks, play, progressSoFar, seek, silence } from './film.js'
import { openPage } from './open-page.js'
import type { Site } from './site.js'
import { expect, test } from './world.js'

// Covers: players from npm as sites use them: video.js, Plyr and media-chrome, each around a film of the page.
// Leaves out: their skins, and their plugins for other hosts.

/** Where their built files lie. */
const PACKAGES = new URL('../../node_modules/', import.meta.url)

const FILM = '<video id="tour" src="/10.wav" controls slot="media"></video>'
/** Without its style sheet a player may lie over the rest of the page. */
const BOX = 'style="contain: strict; overflow: hidden; height: 300px"'

const LIBRARIES: Record<string, { file: string; body: string }> = {
  'video.js': {
    file: 'video.js/dist/video.min.js',
    body: `<div ${BOX}>${FILM}</div>
      <script>window.player = videojs('tour', { muted: true })</script>`,
  },
  Plyr: {
    file: 'plyr/dist/plyr.min.js',
    body: `<div ${BOX}>${FILM}</div>
      <script>window.player = new Plyr('#tour', { loadSprite: false, blankVideo: '' })</script>`,
  },
  'media-chrome': {
    file: 'media-chrome/dist/iife/index.js',
    body: `<media-controller>${FILM}<media-control-bar><media-play-button></media-play-button>
      </media-control-bar></media-controller>`,
  },
}

for (const [name, { file, body }] of Object.entries(LIBRARIES)) {
  test(`a film in ${name} is told once, as watched, with a jump left out`, async ({
    sink,
    site,
    page,
  }) => {
    await openLibrary({ sink, site, page }, { file, body })
    const film = page.locator('video')
    const first = await play(film, { until: 2, pause: false })
    await seek(film, 8)
    const until = await play(film, { until: 9 })
    const progress = await progressSoFar(sink, page)
    expect(newMarks(progress)).toEqual([10, 25])
    expect(progress.at(-1)?.video).toMatchObject({ provider: 'html5', durationSeconds: 10 })
    expect(new Set(progress.map(({ video }) => video.id)).size).toBe(1)
    expectWatched(progress.at(-1), { seconds: first + until - 8, of: 10 })
  })
}

test('the play button of media-chrome, in shadow roots, starts a film that is told', async ({
  sink,
  site,
  page,
}) => {
  await openLibrary({ sink, site, page }, LIBRARIES['media-chrome'])
  await page.locator('media-play-button').click()
  const until = await play(page.locator('video'), { until: 3 })
  const progress = await progressSoFar(sink, page)
  expectWatched(progress.at(-1), { seconds: until, of: 10 })
})

test('the player object of video.js, handed over, is told as a player', async ({
  sink,
  site,
  page,
}) => {
  const { file, body } = LIBRARIES['video.js'] ?? { file: '', body: '' }
  // Its functions currentTime(), duration() and paused() are made the properties that the command asks for.
  const handOver = `<script>
    const handed = { id: 'handed', on: (type, handler) => player.on(type, handler) }
    for (const name of ['currentTime', 'duration', 'paused']) {
      Object.defineProperty(handed, name, { get: () => player[name]() })
    }
    window.tamtam ??= function () { (tamtam.q = tamtam.q || []).push(arguments) }
    tamtam('video', handed)
  </script>`
  await openLibrary({ sink, site, page }, { file, body: `${body}${handOver}` })
  const until = await play(page.locator('video'), { until: 3 })
  const progress = await progressSoFar(sink, page)
  const handed = progress.filter(({ video }) => video.id === 'handed')
  expect(handed.at(-1)?.video.provider).toBe('custom')
  expectWatched(handed.at(-1), { seconds: until, of: 10 })
})

async function openLibrary(
  world: { sink: Parameters<typeof openPage>[0]['sink']; site: Site; page: Page },
  { file, body }: { file: string; body: string } = { file: '', body: '' },
): Promise<void> {
  world.site.addFile('/10.wav', silence(10))
  world.site.addFile('/player.js', {
    type: 'text/javascript',
    body: readFileSync(new URL(file, PACKAGES)),
  })
  await openPage(world, { head: '<script src="/player.js"></script>', body })
}
