import { expect, test, vi } from 'vitest'
import { dispatch, moveTo, receiveOf, show, start } from './test-page.js'

/* Covers: the figures of page_leave by clock, signs of life and scrolling. Leaves out: a browser's own layout. */

/** Lets seconds pass, with a sign of life at the end of each of them. */
async function use(seconds: number): Promise<void> {
  for (let i = 0; i < seconds; i++) {
    await vi.advanceTimersByTimeAsync(1_000)
    dispatch('pointermove')
  }
}

function scrollTo(pixels: number): void {
  vi.stubGlobal('scrollY', pixels)
  dispatch('scroll')
}

async function seconds(): Promise<number[]> {
  return (await receiveOf('page_leave')).map(({ activeSeconds }) => activeSeconds)
}

async function percents(): Promise<number[]> {
  return (await receiveOf('page_leave')).map(({ scrollPercent }) => scrollPercent)
}

test('the seconds are those in which the visitor is there', async () => {
  await start()
  await use(45)
  show(false)
  expect(await seconds()).toEqual([45])
})

test('whoever gives no sign for 30 seconds is not there any more', async () => {
  await start()
  await vi.advanceTimersByTimeAsync(600_000)
  dispatch('keydown')
  await use(5)
  show(false)
  expect(await seconds()).toEqual([35])
})

test('each move, press, key and scroll is a sign of life', async () => {
  await start()
  for (const type of ['pointermove', 'pointerdown', 'keydown', 'scroll']) {
    await vi.advanceTimersByTimeAsync(20_000)
    dispatch(type)
  }
  show(false)
  expect(await seconds()).toEqual([80])
})

test('hidden time does not count', async () => {
  await start()
  await use(10)
  show(false)
  await vi.advanceTimersByTimeAsync(20_000)
  show(true)
  await use(10)
  show(false)
  expect(await seconds()).toEqual([10, 20])
})

test('time before the start does not count', async () => {
  show(false)
  await start()
  await vi.advanceTimersByTimeAsync(20_000)
  show(true)
  await use(3)
  show(false)
  expect(await seconds()).toEqual([3])
})

test('figures like the last ones are not sent again', async () => {
  await start()
  await use(10)
  show(false)
  dispatch('pagehide')
  show(true)
  show(false)
  dispatch('pagehide')
  show(true)
  await use(1)
  show(false)
  expect(await seconds()).toEqual([10, 11])
})

test('each view has its own seconds', async () => {
  await start()
  await use(10)
  moveTo('https://acme.com/pricing')
  await use(5)
  show(false)
  const leaves = await receiveOf('page_leave')
  expect(leaves.map(({ activeSeconds, page }) => [activeSeconds, page.url])).toEqual([
    [10, 'https://acme.com/?utm_source=mail'],
    [5, 'https://acme.com/pricing'],
  ])
})

test('a clock that is set anew changes no figure', async () => {
  await start()
  await use(10)
  vi.setSystemTime(0)
  await use(10)
  show(false)
  expect(await seconds()).toEqual([20])
})

test('without scrolling the window’s part of the page was seen', async () => {
  await start()
  show(false)
  expect(await percents()).toEqual([50])
})

test('the deepest point counts, though the visitor scrolls up again', async () => {
  await start()
  scrollTo(360)
  scrollTo(100)
  await use(1)
  show(false)
  expect(await percents()).toEqual([75])
})

test('no more than the whole page is seen, however far a browser lets one pull it', async () => {
  await start()
  scrollTo(-50)
  await use(1)
  show(false)
  show(true)
  scrollTo(5_000)
  await use(1)
  show(false)
  expect(await percents()).toEqual([50, 100])
})

test('the next view begins at its own top', async () => {
  await start()
  scrollTo(720)
  moveTo('https://acme.com/pricing')
  await use(1)
  show(false)
  expect(await percents()).toEqual([100, 50])
})

test('a scroll within an element of the page is none of the page', async () => {
  await start()
  dispatch('scroll')
  await use(1)
  show(false)
  expect(await percents()).toEqual([50])
})
