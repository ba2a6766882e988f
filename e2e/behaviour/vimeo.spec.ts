import { ALL_MARKS, expectWatched, newMarks, progressSoFar } from './film.js'
import { mockPlayers, playerIn, vimeo } from './mock-players.js'
import { openPage } from './open-page.js'
import { expect, test } from './world.js'

// Covers: Vimeo's embedded players, by the messages that they send.
// Leaves out: Vimeo itself, which no test asks; messages of others, which frame-messages tells.

test.beforeEach(({ visitor }) => mockPlayers(visitor))

test('a film on Vimeo played to its end tells each mark once, by its id and its name on the page', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: vimeo('76979871', { attributes: 'title="Tour"' }) })
  await playerIn(page, 'iframe').play()
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual(ALL_MARKS)
  expect(progress.at(-1)).toMatchObject({
    video: {
      provider: 'vimeo',
      id: '76979871',
      title: 'Tour',
      url: 'https://player.vimeo.com/video/76979871',
      durationSeconds: 10,
    },
    watchedPercent: 100,
    positionPercent: 100,
  })
  expectWatched(progress.at(-1), { seconds: 10, of: 10 })
})

test('a jump in a film on Vimeo awards nothing in between, and a pause tells', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: vimeo('1') })
  const player = playerIn(page, 'iframe')
  const from = await player.play({ until: 2 })
  const before = await progressSoFar(sink, page)
  expectWatched(before.at(-1), { seconds: from, of: 10 })
  await player.seek(8)
  const until = await player.play({ until: 9 })
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual([10, 25])
  expectWatched(progress.at(-1), { seconds: from + until - 8, of: 10 })
})

test('two players, one that came later, have their own figures', async ({ sink, site, page }) => {
  await openPage({ sink, site, page }, { body: vimeo('1', { attributes: 'class="one"' }) })
  await page.evaluate(
    (markup) => document.body.insertAdjacentHTML('beforeend', markup),
    vimeo('2', { attributes: 'class="two"' }),
  )
  const [one, two] = await Promise.all([
    playerIn(page, '.one').play({ until: 3 }),
    playerIn(page, '.two').play({ until: 6 }),
  ])
  const progress = await progressSoFar(sink, page)
  const of = (id: string) => progress.filter(({ video }) => video.id === id)
  expectWatched(of('1').at(-1), { seconds: one, of: 10 })
  expectWatched(of('2').at(-1), { seconds: two, of: 10 })
})

test('another film in the frame by its address is another film', async ({ sink, site, page }) => {
  await openPage({ sink, site, page }, { body: vimeo('1') })
  const first = await playerIn(page, 'iframe').play({ until: 3 })
  await page.locator('iframe').evaluate(async (frame: HTMLIFrameElement) => {
    frame.src = 'https://player.vimeo.com/video/2'
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  })
  const second = await playerIn(page, 'iframe').play({ until: 5 })
  const progress = await progressSoFar(sink, page)
  const of = (id: string) => progress.filter(({ video }) => video.id === id)
  expectWatched(of('1').at(-1), { seconds: first, of: 10 })
  expectWatched(of('2').at(-1), { seconds: second, of: 10 })
})
