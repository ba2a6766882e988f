import { ALL_MARKS, expectWatched, newMarks, progressSoFar } from './film.js'
import { mockPlayers, playerIn, youtube } from './mock-players.js'
import { openPage } from './open-page.js'
import { expect, test } from './world.js'

// Covers: YouTube's embedded players, by the messages that they send.
// Leaves out: YouTube itself, which no test asks; messages of others, which frame-messages tells.

test.beforeEach(({ visitor }) => mockPlayers(visitor))

test('a film on YouTube played to its end tells each mark once, by its own id and title', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: youtube('abc123_-xyz') })
  await playerIn(page, 'iframe').play()
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual(ALL_MARKS)
  expect(progress.at(-1)).toMatchObject({
    video: {
      provider: 'youtube',
      id: 'abc123_-xyz',
      title: 'Film abc123_-xyz',
      url: 'https://www.youtube.com/embed/abc123_-xyz',
      durationSeconds: 10,
    },
    watchedPercent: 100,
    positionPercent: 100,
  })
  expectWatched(progress.at(-1), { seconds: 10, of: 10 })
})

test('a jump in a film on YouTube awards nothing in between', async ({ sink, site, page }) => {
  await openPage({ sink, site, page }, { body: youtube('abc') })
  const player = playerIn(page, 'iframe')
  const from = await player.play({ until: 2 })
  await player.seek(8)
  await player.play()
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual([10, 25])
  expect(progress.at(-1)?.positionPercent).toBe(100)
  expectWatched(progress.at(-1), { seconds: from + 2, of: 10 })
})

test('two players, one of youtube-nocookie.com and one that came later, have their own figures', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: youtube('one', { attributes: 'class="one"' }) })
  await page.evaluate(
    (markup) => document.body.insertAdjacentHTML('beforeend', markup),
    youtube('two', { host: 'www.youtube-nocookie.com', attributes: 'class="two"' }),
  )
  const [one, two] = await Promise.all([
    playerIn(page, '.one').play({ until: 3 }),
    playerIn(page, '.two').play({ until: 6 }),
  ])
  const progress = await progressSoFar(sink, page)
  const of = (id: string) => progress.filter(({ video }) => video.id === id)
  expectWatched(of('one').at(-1), { seconds: one, of: 10 })
  expect(newMarks(of('one'))).toEqual([10, 25])
  expectWatched(of('two').at(-1), { seconds: two, of: 10 })
  expect(newMarks(of('two'))).toEqual([10, 25, 50])
})

test('without enablejsapi nothing is told, and nothing breaks', async ({ sink, site, page }) => {
  await openPage({ sink, site, page }, { body: youtube('abc', { api: false }) })
  await playerIn(page, 'iframe').play({ until: 4 })
  expect(await progressSoFar(sink, page)).toEqual([])
})

test('the next film in one player is another film, and the first keeps its figures', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: youtube('first') })
  const player = playerIn(page, 'iframe')
  const first = await player.play({ until: 4, pause: false })
  await player.load('second', 'The second film')
  const second = await player.play({ until: 2 })
  const progress = await progressSoFar(sink, page)
  const of = (id: string) => progress.filter(({ video }) => video.id === id)
  expectWatched(of('first').at(-1), { seconds: first, of: 10 })
  expectWatched(of('second').at(-1), { seconds: second, of: 5 })
  expect(newMarks(of('second'))).toEqual(ALL_MARKS.filter((mark) => mark <= (100 * second) / 5))
  expect(of('second').at(-1)?.video).toMatchObject({ title: 'The second film', durationSeconds: 5 })
})

test('a film on YouTube that plays when the page is left keeps what was watched', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: youtube('abc') })
  const until = await playerIn(page, 'iframe').play({ until: 4, pause: false })
  await page.goto(`${site.url}/next`)
  const progress = await progressSoFar(sink, page)
  expectWatched(progress.at(-1), { seconds: until, of: 10 })
})

test('a player on YouTube within data-tamtam-ignore is not told', async ({ sink, site, page }) => {
  await openPage({ sink, site, page }, { body: `<div data-tamtam-ignore>${youtube('abc')}</div>` })
  await playerIn(page, 'iframe').play({ until: 4 })
  expect(await progressSoFar(sink, page)).toEqual([])
})
