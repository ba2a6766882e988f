import { expectWatched, newMarks, play, progressSoFar, silence } from './film.js'
import { clickLast } from './expect-events.js'
import { openPage } from './open-page.js'
import { expect, test } from './world.js'

// Covers: where players stand in a page: several, in shadow roots, added later, removed, hidden; and their names.
// Leaves out: what is watched, which films-played tells.

test.beforeEach(({ site }) => {
  site.addFile('/a.wav', silence(8))
  site.addFile('/b.wav', silence(5))
})

test('two players at once have their own figures and names', async ({ sink, site, page }) => {
  const body = `<video id="intro" src="/a.wav" title="Our intro"></video>
    <audio id="talk-1" aria-label="A talk" src="/b.wav"></audio>`
  await openPage({ sink, site, page }, { body })
  const [a, b] = await Promise.all([
    play(page.locator('video'), { until: 2.4 }),
    play(page.locator('audio'), { until: 4 }),
  ])
  const progress = await progressSoFar(sink, page)
  const of = (id: string) => progress.filter(({ video }) => video.id === id)
  expect(newMarks(of('intro'))).toEqual([10, 25])
  expect(of('intro').at(-1)?.video.title).toBe('Our intro')
  expectWatched(of('intro').at(-1), { seconds: a, of: 8 })
  expect(newMarks(of('talk-1'))).toEqual([10, 25, 50, 75])
  expect(of('talk-1').at(-1)?.video.title).toBe('A talk')
  expectWatched(of('talk-1').at(-1), { seconds: b, of: 5 })
})

test('a player that is taken out of the document keeps what was watched', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: '<video src="/a.wav"></video>' })
  const film = page.locator('video')
  await play(film, { until: 1.2, pause: false })
  const until = await film.evaluate((media: HTMLVideoElement) => {
    media.remove()
    return media.currentTime
  })
  await page.goto(`${site.url}/next`)
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual([10])
  expectWatched(progress.at(-1), { seconds: until, of: 8 })
})

test('players in open shadow roots are followed, one root in another too', async ({
  sink,
  site,
  page,
}) => {
  const body = `<x-player><template shadowrootmode="open"><x-film><template shadowrootmode="open">
    <video src="/a.wav"></video></template></x-film></template></x-player>`
  await openPage({ sink, site, page }, { body })
  const until = await play(page.locator('video'), { until: 2.4 })
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual([10, 25])
  expectWatched(progress.at(-1), { seconds: until, of: 8 })
})

test('a player that comes later is followed from its first second', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, {})
  await page.evaluate(() => {
    const media = document.createElement('video')
    media.src = '/a.wav'
    document.body.append(media)
  })
  const until = await play(page.locator('video'), { until: 2.4 })
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual([10, 25])
  expectWatched(progress.at(-1), { seconds: until, of: 8 })
})

test('a player in a shadow root that comes later is followed after the next beacon, and nothing of it is lost', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, {})
  await page.evaluate(() => {
    const host = document.body.appendChild(document.createElement('x-player'))
    host.attachShadow({ mode: 'open' }).innerHTML = '<video src="/a.wav"></video>'
  })
  const film = page.locator('video')
  await play(film, { until: 1, pause: false })
  await clickLast(sink, page)
  const until = await play(film, { until: 6.6 })
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress).at(-1)).toBe(75)
  expectWatched(progress.at(-1), { seconds: until, of: 8 })
})

test('a player within data-tamtam-ignore is not told', async ({ sink, site, page }) => {
  const body = '<div data-tamtam-ignore><video src="/b.wav"></video></div>'
  await openPage({ sink, site, page }, { body })
  await play(page.locator('video'), { until: 2 })
  expect(await progressSoFar(sink, page)).toEqual([])
})

// Its events pass no document: https://dom.spec.whatwg.org/#concept-event-dispatch
test('limitation: a player outside the document is told only when it was handed over', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, {})
  const playNew = (handsOver: boolean) =>
    page.evaluate(async (isTold) => {
      const media = new Audio('/b.wav')
      type Command = (name: string, player: HTMLMediaElement) => void
      if (isTold) (window as unknown as { tamtam: Command }).tamtam('video', media) // The snippet's.
      media.playbackRate = 4
      await media.play()
      await new Promise((resolve) => media.addEventListener('ended', resolve))
    }, handsOver)
  await playNew(false)
  expect(await progressSoFar(sink, page)).toEqual([])
  await playNew(true)
  expect((await progressSoFar(sink, page)).at(-1)).toMatchObject({
    video: { provider: 'html5', id: `${site.url}/b.wav` },
    watchedPercent: 100,
  })
})
