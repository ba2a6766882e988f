import { listen } from './life.js'
import { describeMedia } from './media-description.js'
import type { Range } from './played.js'
import { reachedMilestone, totalSeconds, watchedPercent, wholePercent } from './played.js'
import type { EventFields } from './tracker.js'
import { beforeLeaving, record } from './tracker.js'

type VideoProgress = Extract<EventFields, { type: 'video_progress' }>

/** One source in one player: its latest figures, and those that were sent. */
interface Watch {
  _latest?: VideoProgress | undefined
  _sent?: VideoProgress
}

/**
 * Follows every video and audio element, later ones too: media events do not bubble, but they are captured. Reports
 * each milestone as it passes, and the latest figures at pause, at the end, before another source and when the view
 * ends; figures like the last ones are not sent again. Live streams have no percentage and are not reported.
 */
export function captureMedia(): void {
  const watches = new Map<HTMLMediaElement, Watch>()

  listen('timeupdate pause ended emptied', ({ type, target }) => {
    if (target instanceof HTMLMediaElement && !target.closest('[data-tamtam-ignore]')) {
      follow(target, type)
    }
  })

  beforeLeaving(() => watches.forEach((_, media) => follow(media, 'leave')))

  function follow(media: HTMLMediaElement, type: string) {
    const watch = watches.get(media) ?? {}
    watch._latest = readProgress(media, watch._latest)
    const { _latest, _sent } = watch
    // Another source starts anew, and what left the document tells us nothing any more.
    if (type === 'emptied' || !media.isConnected) watches.delete(media)
    else watches.set(media, watch)
    if (type === 'timeupdate' && _latest?.milestonePercent === _sent?.milestonePercent) return
    if (!_latest?.watchedSeconds || JSON.stringify(_latest) === JSON.stringify(_sent)) return
    watch._sent = _latest
    record(_latest)
  }
}

/** The figures of this moment, or the ones before where there are none: a change of source clears them. */
function readProgress(media: HTMLMediaElement, before?: VideoProgress): VideoProgress | undefined {
  const { duration, played } = media
  const ranges = Array.from({ length: played.length }, (_, i): Range => [
    played.start(i),
    played.end(i),
  ])
  const percent = watchedPercent(ranges, duration)
  if (percent === null || !ranges.length) return before
  // Behind where it was played up to, when it has jumped back or begun again.
  const reachedSeconds = Math.max(media.currentTime, played.end(played.length - 1))
  return {
    type: 'video_progress',
    video: describeMedia(media),
    watchedPercent: percent,
    milestonePercent: reachedMilestone(percent),
    positionPercent: Math.max(before?.positionPercent ?? 0, wholePercent(reachedSeconds, duration)),
    watchedSeconds: Math.round(10 * totalSeconds(ranges)) / 10,
    ended: media.ended || undefined,
  }
}
