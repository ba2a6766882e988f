import { noteActivity } from './activity.js'
import { guard } from './life.js'
import type { AnyPlayer } from './media-description.js'
import { describeMedia } from './media-description.js'
import { MILESTONES_PERCENT, wholePercent } from './played.js'
import type { Fields } from './record.js'
import { record } from './record.js'

/** The bound of the wire, eleven days; a longer one is a player's way to say "live". */
const MAX_VIDEO_SECONDS = 1_000_000

/** A longer step is a jump, however long the player was silent; at twice its speed a hidden one tells each 2 s. */
const MAX_STEP_SECONDS = 2.5

/** What takes a player's events: one watch for each source in it. */
const watches = new Map<AnyPlayer, (type: string) => void>()

/** Has each film that plays report its latest figures, as the view ends. */
export const reportFilms = guard(() =>
  watches.forEach((watch, player) => {
    watch('leave')
    // What left the document tells us nothing any more.
    if (player.isConnected === false) watches.delete(player)
  }),
)

/** Tells the player's watch of an event; after `emptied` another source starts anew. */
export function follow(player: AnyPlayer, type: string): void {
  const watch = watches.get(player) ?? openWatch(player)
  watches.set(player, watch)
  watch(type)
  if (type === 'emptied') watches.delete(player)
}

/**
 * Notes how far a player is. Reports each milestone as it passes, and the latest figures at pause, at the end, before
 * another source (`emptied`, when the player has none any more) and when the view ends, unless nothing was watched
 * since the report before. What is watched twice counts once, and what is jumped over never. Live streams have no
 * percentage and are not reported.
 */
function openWatch(player: AnyPlayer): (type: string) => void {
  const tenths = new Set<number>()
  let fromSeconds = 0
  let fromMs = 0
  let creditSeconds = 0
  let wasPaused: boolean | undefined = true
  let furthestSeconds = 0
  let reportedSeconds = 0
  let nextMark: number = MILESTONES_PERCENT[0]
  let figures: Fields<'video_progress'> | undefined
  return (type) => {
    const isPlaying = type === 'timeupdate'
    // One that runs for ever in the background is nobody's.
    if (isPlaying && !player.loop) noteActivity()
    if (type !== 'emptied') {
      const { duration, played, paused, seconds = 0, currentTime = seconds } = player
      if (!(duration > 0 && duration < MAX_VIDEO_SECONDS)) return
      const nowMs = performance.now()
      let watchedSeconds = 0
      furthestSeconds = Math.max(furthestSeconds, currentTime)
      if (played) {
        // By its own account, which knows what played before us and whose ranges never overlap.
        // https://html.spec.whatwg.org/multipage/media.html#dom-media-played
        for (let i = 0; i < played.length; i++) watchedSeconds += played.end(i) - played.start(i)
      } else {
        // Ticks off each tenth that it passed, no faster than a film at twice its speed. Time in which a busy page took
        // no message is credited, since the messages then come all at once.
        creditSeconds = Math.min(MAX_STEP_SECONDS, creditSeconds + (nowMs - fromMs) / 500)
        const stepSeconds = currentTime - fromSeconds
        if (!(paused && wasPaused) && stepSeconds < creditSeconds) {
          creditSeconds -= stepSeconds
          for (let tenth = Math.floor(10 * fromSeconds); tenth < 10 * currentTime; tenth++) {
            tenths.add(tenth)
          }
        }
        // A tenth that has just begun counts as far as it goes.
        watchedSeconds = Math.min(tenths.size / 10, furthestSeconds)
      }
      fromSeconds = currentTime
      fromMs = nowMs
      wasPaused = paused
      figures = {
        video: describeMedia(player),
        watchedPercent: wholePercent(watchedSeconds, duration),
        positionPercent: wholePercent(furthestSeconds, duration),
        watchedSeconds,
      }
    }
    if (!figures) return
    const { watchedPercent, watchedSeconds } = figures
    if (isPlaying ? watchedPercent >= nextMark : watchedSeconds > reportedSeconds) {
      reportedSeconds = watchedSeconds
      // Nothing compares with none, which is left after the last.
      nextMark = MILESTONES_PERCENT.find((mark) => mark > watchedPercent) as number
      record('video_progress', figures)
    }
  }
}
