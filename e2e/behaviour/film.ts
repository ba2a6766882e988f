import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'
import type { EventOf } from '../../wire/event.js'
import { MILESTONES_PERCENT } from '../../wire/video.js'
import { clickLast } from './expect-events.js'
import type { Sink } from './sink.js'
import type { TestFile } from './site.js'

export type Progress = EventOf<'video_progress'>

export const ALL_MARKS: readonly number[] = MILESTONES_PERCENT

const SAMPLES_A_SECOND = 8000
const MIDDLE = 128

/** Silence of that many seconds as a WAV file, which every engine plays in <video> and <audio>. */
export function silence(seconds: number): TestFile {
  const samples = Buffer.alloc(SAMPLES_A_SECOND * seconds, MIDDLE)
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20) // PCM
  header.writeUInt16LE(1, 22) // one channel
  header.writeUInt32LE(SAMPLES_A_SECOND, 24)
  header.writeUInt32LE(SAMPLES_A_SECOND, 28) // one byte a sample
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.length, 40)
  return { type: 'audio/wav', body: Buffer.concat([header, samples]) }
}

/** Pictures without sound, 20 seconds in VP9. */
export function pictures(): TestFile {
  const file = new URL('../../demo-site/pages/media/product-tour.webm', import.meta.url)
  return { type: 'video/webm', body: readFileSync(file) }
}

/** Plays from where it stands until that second, or its end, and gives the second at which it really stood then. */
export async function play(
  film: Locator,
  {
    until = Infinity,
    rate = 1,
    pause = true,
  }: { until?: number; rate?: number; pause?: boolean } = {},
): Promise<number> {
  return film.evaluate(
    async (media: HTMLMediaElement, [second, speed, pauseThen]) => {
      // On a machine without sound Firefox's clock of what can be heard jumps to the end.
      media.muted = true
      media.playbackRate = speed
      await media.play()
      return new Promise<number>((resolve) => {
        const look = setInterval(() => {
          if (media.currentTime < second && !media.ended) return
          clearInterval(look)
          resolve(media.currentTime)
          if (pauseThen) media.pause()
        }, 20)
      })
    },
    // No number of JSON stands for "to the end".
    [Math.min(until, 1e6), rate, pause] as const,
  )
}

/** Jumps without playing what lies between. */
export async function seek(film: Locator, toSeconds: number): Promise<void> {
  await film.evaluate(async (media: HTMLMediaElement, seconds) => {
    media.currentTime = seconds
    await new Promise((resolve) => media.addEventListener('seeked', resolve, { once: true }))
  }, toSeconds)
}

/** All that has been told of films, oldest first, once what was on its way has arrived. */
export async function progressSoFar(sink: Sink, page: Page): Promise<Progress[]> {
  await clickLast(sink, page)
  return sink.of('video_progress').sort((a, b) => a.occurredAtMs - b.occurredAtMs)
}

/** The marks in the order in which they were told first, and how often one was told as newly reached. */
export function newMarks(progress: Progress[]): number[] {
  return progress.map(markOf).filter((mark, at, marks) => mark > 0 && mark !== marks[at - 1])
}

/** The highest mark that it tells to be reached, 0 for none. */
export function markOf({ watchedPercent }: Progress): number {
  return ALL_MARKS.findLast((mark) => mark <= watchedPercent) ?? 0
}

/** The final figures: the unique seconds within one second of what was played, and the percent that belongs to them. */
export function expectWatched(
  last: Progress | undefined,
  { seconds, of }: { seconds: number; of: number },
): void {
  expect(Math.abs((last?.watchedSeconds ?? -9) - seconds), `${seconds} s ± 1`).toBeLessThanOrEqual(
    1,
  )
  const percent = (100 * (last?.watchedSeconds ?? 0)) / of
  // The seconds are told in tenths, and the percent is cut and not rounded.
  expect(last?.watchedPercent).toBeGreaterThanOrEqual(Math.floor(percent - 10 / of) - 1)
  expect(last?.watchedPercent).toBeLessThanOrEqual(Math.ceil(percent + 10 / of))
}
