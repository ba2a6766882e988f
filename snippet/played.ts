/** The marks at which a video reports itself, in percent of its seconds really played. */
export const MILESTONES_PERCENT = [10, 25, 50, 75, 90, 100] as const

/** A part of the duration in percent, 0 to 100, rounded down. */
export function wholePercent(seconds: number, durationSeconds: number): number {
  return Math.min(100, Math.floor((100 * seconds) / durationSeconds))
}
