/** The bound of the wire, eleven days. */
const MAX_VIDEO_SECONDS = 1_000_000

/** The marks at which a video reports itself, in percent of its seconds really played. */
export const MILESTONES_PERCENT = [10, 25, 50, 75, 90, 100] as const

/** A played stretch of a video, from start to end, in seconds of the video's own time. */
export type Range = readonly [startSeconds: number, endSeconds: number]

/** The seconds that the ranges cover together; what several of them cover counts once. */
export function totalSeconds(ranges: readonly Range[]): number {
  let coveredUntil = 0
  let total = 0
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    total += Math.max(0, end - Math.max(start, coveredUntil))
    coveredUntil = Math.max(coveredUntil, end)
  }
  return total
}

/**
 * Percent of a video that was really seen, 0 to 100, rounded down: the union of the played ranges over the duration,
 * so that a jump to the end counts for what was watched and not for what was skipped. Live streams have no duration
 * and give null; so does a duration beyond eleven days, which is a player's way to say "live".
 * https://html.spec.whatwg.org/multipage/media.html#dom-media-played
 */
export function watchedPercent(played: readonly Range[], durationSeconds: number): number | null {
  if (!(durationSeconds > 0 && durationSeconds <= MAX_VIDEO_SECONDS)) return null
  return wholePercent(totalSeconds(played), durationSeconds)
}

/** The highest mark that a percentage has reached, if any. */
export function reachedMilestone(percent: number) {
  return MILESTONES_PERCENT.filter((milestone) => milestone <= percent).pop()
}

/** A part of the duration in percent, 0 to 100, rounded down. */
export function wholePercent(seconds: number, durationSeconds: number): number {
  return Math.min(100, Math.floor((100 * seconds) / durationSeconds))
}
