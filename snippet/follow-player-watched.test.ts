import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { MILESTONES_PERCENT } from './played.js'
import { CustomPlayer, openViewer, reports } from './test-viewer.js'

type Act =
  | { kind: 'play'; steps: { ms: number; rate: number }[] }
  | { kind: 'pause' }
  /** To a place in thousandths of the film; the player tells so at once, as browsers do. */
  | { kind: 'seek'; place: number }

/** Each begins or ends a stretch, which costs or adds a tenth of a second at most. */
const MAX_ACTS = 8

/** A shorter one cannot be told from a page that was busy. */
const SMALLEST_JUMP_SECONDS = 2.5

const play = fc.record({
  kind: fc.constant('play'),
  steps: fc.array(
    fc.record({
      ms: fc.integer({ min: 50, max: 1_200 }),
      rate: fc.double({ min: 0.25, max: 2, noNaN: true }),
    }),
    { minLength: 1, maxLength: 60 },
  ),
})

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 2, arbitrary: play },
  fc.record({ kind: fc.constant('pause') }),
  fc.record({ kind: fc.constant('seek'), place: fc.nat({ max: 1_000 }) }),
)

/** Ticks off each millisecond of the film that was played. */
class Notebook {
  private readonly ticks: Uint8Array

  constructor(durationSeconds: number) {
    this.ticks = new Uint8Array(durationSeconds * 1000)
  }

  tick(fromSeconds: number, toSeconds: number): void {
    this.ticks.fill(1, fromSeconds * 1000, toSeconds * 1000)
  }

  seconds(): number {
    return this.ticks.reduce((sum, tick) => sum + tick, 0) / 1000
  }
}

test('property: the seconds are those that were really watched, and each mark comes once, as it passes', async () => {
  const viewer = await openViewer()
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 5, max: 200 }),
      fc.array(act, { maxLength: MAX_ACTS }),
      async (durationSeconds, acts) => {
        reports.length = 0
        const player = new CustomPlayer(durationSeconds)
        const notebook = new Notebook(durationSeconds)
        viewer.followPlayer(player)
        for (const each of acts) {
          if (each.kind === 'pause') player.pause()
          else if (each.kind === 'seek') {
            const seconds = (each.place * durationSeconds) / 1000
            const jump = seconds - player.currentTime
            if (jump < 0 || jump > SMALLEST_JUMP_SECONDS) player.moveTo(seconds)
          } else {
            if (player.currentTime < durationSeconds) player.play()
            for (const { ms, rate } of each.steps) {
              if (player.paused) break
              const before = player.currentTime
              const reported = reports.length
              player.run(ms, rate)
              notebook.tick(before, player.currentTime)
              // At the end a pause follows, which brings the latest figures and no mark.
              if (!player.paused) expectMarks(reported, notebook.seconds(), durationSeconds)
            }
          }
          expect(reports.at(-1)?.watchedSeconds ?? 0).toBeLessThanOrEqual(notebook.seconds() + 1)
        }
        viewer.leave()
        const watched = reports.at(-1)?.watchedSeconds ?? 0
        expect(Math.abs(watched - notebook.seconds())).toBeLessThanOrEqual(1)
        await vi.advanceTimersByTimeAsync(5_000)
      },
    ),
    { numRuns: 200 },
  )
})

test('property: a player that knows its played ranges is believed', async () => {
  const viewer = await openViewer()
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 50 }), fc.nat({ max: 50 })), { minLength: 1, maxLength: 8 }),
      fc.nat({ max: 400 }),
      (gapsAndLengths, place) => {
        const ranges: [number, number][] = []
        for (const [gap, length] of gapsAndLengths) {
          const start = (ranges.at(-1)?.[1] ?? 0) + gap
          ranges.push([start, start + length])
        }
        reports.length = 0
        const player = new CustomPlayer(1_000)
        viewer.followPlayer(player)
        const read = (i: number, side: 0 | 1) => ranges[i]?.[side] ?? NaN
        player.played = { length: ranges.length, start: (i) => read(i, 0), end: (i) => read(i, 1) }
        player.moveTo(place)
        player.pause()
        const sum = ranges.reduce((seconds, [start, end]) => seconds + end - start, 0)
        if (!sum) expect(reports).toEqual([])
        else expect(reports).toMatchObject([{ watchedSeconds: sum }])
      },
    ),
  )
})

/** What came since then brings a mark that none before had, and no mark is late by more than a second. */
function expectMarks(since: number, watchedSeconds: number, durationSeconds: number): void {
  const marks = reports.map(({ watchedPercent }) => markOf(watchedPercent))
  const known = Math.max(0, ...marks.slice(0, since))
  for (const mark of marks.slice(since)) expect(mark).toBeGreaterThan(known)
  const due = markOf((100 * (watchedSeconds - 1)) / durationSeconds)
  expect(Math.max(0, ...marks)).toBeGreaterThanOrEqual(due)
}

function markOf(percent: number): number {
  return Math.max(0, ...MILESTONES_PERCENT.filter((mark) => mark <= percent))
}
