import { wholePercent } from './played.js'

/** Whoever gave no sign for so long is not there any more. */
const MAX_IDLE_MS = 30_000

let activeMs: number
let lastMs: number
let wasVisible = false
let deepestPixels: number
let toldSeconds: number

/** Begins to count for a new view. */
export function openActivity(): void {
  noteActivity()
  activeMs = deepestPixels = 0
  toldSeconds = -1
}

/**
 * A sign of life: a move, a key, a film that plays, a view that is shown or hidden. At a scroll the browser has just
 * laid out the page; at any other time, to ask for the place would make it.
 */
export function noteActivity(_?: Event, type?: string): void {
  const nowMs = performance.now()
  if (wasVisible) activeMs += Math.min(nowMs - lastMs, MAX_IDLE_MS)
  lastMs = nowMs
  wasVisible = !document.hidden
  if (type === 'scroll') deepestPixels = Math.max(deepestPixels, scrollY)
}

/**
 * What the visitor has had of the view: the seconds in which it was visible and had given a sign of life in the 30
 * before, and the lowest point that was seen, in percent of the whole page. Nothing when no second has come to it since
 * it was asked last.
 */
export function readActivity() {
  noteActivity()
  const activeSeconds = Math.round(activeMs / 1000)
  const isNews = activeSeconds !== toldSeconds
  toldSeconds = activeSeconds
  return (
    isNews && {
      activeSeconds,
      scrollPercent: wholePercent(
        deepestPixels + innerHeight,
        document.documentElement.scrollHeight,
      ),
    }
  )
}
