import type { Page } from '@playwright/test'
import { ALL_MARKS, expectWatched, newMarks, progressSoFar } from './film.js'
import { openPage } from './open-page.js'
import { expect, test } from './world.js'

// Covers: tamtam('video', player) with objects that play and say so, which keep no account of what they have played.
// Leaves out: media elements that are handed over, which films-places tells.

/**
 * A player of ten seconds at twice the speed, in the page as `player`. `tells` is how it takes listeners: as a DOM
 * EventTarget does, or by `on`.
 */
const PLAYER = `
  const listeners = {}
  const add = (type, handler) => (listeners[type] ??= []).push(handler)
  const tell = (type) => (listeners[type] ?? []).forEach((handler) => handler())
  const player = {
    id: 'webinar', title: 'Our webinar', currentTime: 0, duration: 10, paused: true, ended: false,
    play: (until, pauses = true) => new Promise((resolve) => {
      player.paused = false
      let atMs = performance.now()
      const timer = setInterval(() => {
        const nowMs = performance.now()
        const reached = player.currentTime + (2 * (nowMs - atMs)) / 1000
        player.currentTime = Math.min(player.duration, reached)
        atMs = nowMs
        player.ended = player.currentTime === player.duration
        if (!player.isSilent) tell('timeupdate')
        if (player.currentTime < Math.min(until, player.duration)) return
        clearInterval(timer)
        player.paused = pauses || player.ended
        if (player.ended) tell('ended')
        else if (pauses) tell('pause')
        resolve(player.currentTime)
      }, 250)
    }),
    seek(seconds) {
      player.currentTime = seconds
      tell('timeupdate')
    },
  }`
const STUB = 'window.tamtam ??= function () { (tamtam.q = tamtam.q || []).push(arguments) }'

function body(way: 'addEventListener' | 'on'): string {
  return `<script>${PLAYER}\n player.${way} = add\n ${STUB}\n tamtam('video', player)</script>`
}

test('a player that was handed over before the script came tells each mark once', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: body('addEventListener') })
  await page.evaluate('player.play(10)')
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual(ALL_MARKS)
  expect(progress.at(-1)).toMatchObject({
    video: { provider: 'custom', id: 'webinar', title: 'Our webinar', durationSeconds: 10 },
    watchedPercent: 100,
    positionPercent: 100,
  })
})

test('a player that takes listeners by on is followed too, and its pause tells', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: body('on') })
  const until = Number(await page.evaluate('player.play(3)'))
  const progress = await progressSoFar(sink, page)
  expect(newMarks(progress)).toEqual([10, 25])
  expectWatched(progress.at(-1), { seconds: until, of: 10 })
})

test('jumps ahead and back count for nothing, and what is seen again counts once', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: body('on') })
  const first = Number(await page.evaluate('player.play(2)'))
  await page.evaluate('player.seek(8)')
  const second = Number(await page.evaluate('player.play(9)'))
  await page.evaluate('player.seek(0.2)')
  await page.evaluate('player.play(1.5)')
  const progress = await progressSoFar(sink, page)
  expect(progress.at(-1)?.positionPercent).toBe(Math.floor(second * 10))
  expectWatched(progress.at(-1), { seconds: first + second - 8, of: 10 })
})

test('a film taken up again where somebody left it counts from there', async ({
  sink,
  site,
  page,
}) => {
  await openPage(
    { sink, site, page },
    { body: `${body('on')}<script>player.currentTime = 2.8</script>` },
  )
  const until = Number(await page.evaluate('player.play(5)'))
  const progress = await progressSoFar(sink, page)
  expectWatched(progress.at(-1), { seconds: until - 2.8, of: 10 })
})

test('dragging the handle of a player that stands still is not watching', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: body('on') })
  await drag(page, { from: 0, to: 9, stepSeconds: 0.3 })
  expect(await progressSoFar(sink, page)).toEqual([])
})

test('a player that says nothing between its start and its end has at most 3 seconds counted', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: body('on') })
  await page.evaluate('player.isSilent = true')
  await page.evaluate('player.play(10)')
  const progress = await progressSoFar(sink, page)
  expect(progress.at(-1)?.watchedSeconds ?? 0).toBeLessThanOrEqual(3)
})

test('of a live player, or one without a place, nothing is told', async ({ sink, site, page }) => {
  await openPage({ sink, site, page }, { body: body('on') })
  await page.evaluate('player.duration = Infinity')
  await page.evaluate('player.play(2)')
  await page.evaluate('player.duration = NaN')
  await page.evaluate('player.play(4)')
  await page.evaluate(() => {
    type Command = (name: string, player: unknown) => void
    const { tamtam } = window as unknown as { tamtam: Command } // The snippet's.
    for (const nothing of [undefined, null, 'player', {}, { on: 1 }]) tamtam('video', nothing)
  })
  expect(await progressSoFar(sink, page)).toEqual([])
})

/** As a visitor drags a handle: quick small steps, each of which the player tells. */
async function drag(
  page: Page,
  { from, to, stepSeconds }: { from: number; to: number; stepSeconds: number },
): Promise<void> {
  for (let seconds = from; seconds <= to; seconds += stepSeconds)
    await page.evaluate(`player.seek(${seconds})`)
}
