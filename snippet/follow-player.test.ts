import { beforeEach, expect, test, vi } from 'vitest'
import { MILESTONES_PERCENT } from './played.js'
import { CustomPlayer, openViewer, reports } from './test-viewer.js'

let viewer: Awaited<ReturnType<typeof openViewer>>

beforeEach(async () => {
  viewer = await openViewer()
})

function openPlayer(durationSeconds: number): CustomPlayer {
  const player = new CustomPlayer(durationSeconds)
  viewer.followPlayer(player)
  return player
}

/** The marks as the reports came to them; 0 before the first. */
function marks(): number[] {
  return reports.map(({ watchedPercent }) =>
    Math.max(0, ...MILESTONES_PERCENT.filter((mark) => mark <= watchedPercent)),
  )
}

test('a film that is watched to its end reports each mark once, in order', () => {
  const player = openPlayer(100)
  player.play()
  for (let i = 0; i < 400; i++) player.run(250)
  expect(marks()).toEqual([10, 25, 50, 75, 90, 100])
  expect(reports.at(-1)).toMatchObject({
    video: { provider: 'custom', id: 'film', title: 'A film', durationSeconds: 100 },
    watchedPercent: 100,
    positionPercent: 100,
    watchedSeconds: 100,
  })
})

test('a pause and the leave report the latest figures, unless they are known', () => {
  const player = openPlayer(100)
  player.play()
  for (let i = 0; i < 5; i++) player.run(1_000)
  player.pause()
  viewer.leave()
  player.play()
  player.run(1_000)
  viewer.leave()
  expect(reports.map(({ watchedSeconds }) => watchedSeconds)).toEqual([5, 6])
})

test('a jump counts as the furthest place and not as watching, even after a long silence', () => {
  const player = openPlayer(100)
  player.play()
  for (let i = 0; i < 4; i++) player.run(1_000)
  vi.advanceTimersByTime(60_000)
  player.moveTo(96)
  player.moveTo(50)
  player.pause()
  expect(reports).toMatchObject([{ watchedSeconds: 4, watchedPercent: 4, positionPercent: 96 }])
})

test('what is watched twice counts once', () => {
  const player = openPlayer(100)
  player.play()
  for (const from of [0, 2, 1]) {
    player.moveTo(from)
    for (let i = 0; i < 5; i++) player.run(1_000)
  }
  player.pause()
  expect(reports.at(-1)).toMatchObject({ watchedSeconds: 7 })
})

test.each([Infinity, NaN, 0, -1, 1_000_001])('a live stream (%d s) reports nothing', (duration) => {
  const live = openPlayer(duration)
  live.play()
  for (let i = 0; i < 20; i++) live.run(1_000)
  live.pause()
  viewer.leave()
  const film = openPlayer(100)
  film.play()
  film.run(1_000)
  film.pause()
  expect(reports).toMatchObject([{ watchedSeconds: 1, video: { durationSeconds: 100 } }])
})

test('another source reports the figures of the one before, and starts anew', () => {
  const player = openPlayer(10)
  player.play()
  for (let i = 0; i < 3; i++) player.run(500)
  // By the time it tells so, a player knows nothing of its film any more.
  Object.assign(player, { duration: NaN, currentTime: 0 })
  player.tell('emptied')
  player.duration = 20
  for (let i = 0; i < 2; i++) player.run(500)
  player.pause()
  const figures = reports.map(({ video, watchedSeconds }) => [
    video.durationSeconds,
    watchedSeconds,
  ])
  expect(figures).toEqual([
    [10, 1],
    [10, 1.5],
    [20, 1],
  ])
})

test('a player with `on` is followed too, and two players are told apart', () => {
  const handlers: Record<string, (event: Event) => void> = {}
  const own = { currentTime: 0.5, duration: 50, paused: false, id: 'own' }
  const on = (type: string, handler: (event: Event) => void) => void (handlers[type] = handler)
  viewer.followPlayer({ ...own, on })
  const other = openPlayer(100)
  other.play()
  other.run(1_000)
  handlers.timeupdate?.(new Event('timeupdate'))
  viewer.leave()
  const figures = reports.map(({ video, watchedSeconds }) => [video.id, watchedSeconds])
  expect(Object.fromEntries(figures)).toEqual({ own: 0.5, film: 1 })
})

test('what was played between the last event and a pause counts', () => {
  const player = openPlayer(100)
  player.play()
  player.run(1_000)
  vi.advanceTimersByTime(900)
  player.currentTime += 0.9
  player.pause()
  expect(reports).toMatchObject([{ watchedSeconds: 1.9 }])
})

test('what a busy page hears all at once was watched, at twice the speed too', () => {
  const player = openPlayer(100)
  vi.advanceTimersByTime(5_000)
  player.play()
  player.run(500, 2)
  vi.advanceTimersByTime(1_000)
  for (const seconds of [1.5, 2, 2.5, 3]) player.moveTo(seconds)
  player.pause()
  expect(reports).toMatchObject([{ watchedSeconds: 3 }])
})

test('limitation: a place of less than 2.5 s at which a player is taken over counts as watched', () => {
  const player = openPlayer(100)
  vi.advanceTimersByTime(10_000)
  player.play()
  player.moveTo(2.4)
  player.pause()
  expect(reports).toMatchObject([{ watchedSeconds: 2.4 }])
})
