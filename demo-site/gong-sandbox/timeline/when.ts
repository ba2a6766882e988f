const MINUTE_SECONDS = 60
const HOUR_SECONDS = 60 * MINUTE_SECONDS
const DAY_SECONDS = 24 * HOUR_SECONDS

/** How long ago, roughly, as people say it: “just now”, “5 min ago”. */
export function ago(atMs: number, nowMs: number): string {
  const seconds = Math.floor((nowMs - atMs) / 1000)
  if (seconds < 10) return 'just now'
  if (seconds < MINUTE_SECONDS) return `${seconds} s ago`
  if (seconds < HOUR_SECONDS) return `${Math.floor(seconds / MINUTE_SECONDS)} min ago`
  if (seconds < DAY_SECONDS) return `${Math.floor(seconds / HOUR_SECONDS)} h ago`
  const days = Math.floor(seconds / DAY_SECONDS)
  return days === 1 ? 'yesterday' : `${days} days ago`
}

/** A length of time in its two largest units: “2 min 5 s”. */
export function inWords(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < MINUTE_SECONDS) return `${whole} s`
  const [large, small, largeUnit, smallUnit] =
    whole < HOUR_SECONDS
      ? [Math.floor(whole / MINUTE_SECONDS), whole % MINUTE_SECONDS, 'min', 's']
      : [
          Math.floor(whole / HOUR_SECONDS),
          Math.floor((whole % HOUR_SECONDS) / MINUTE_SECONDS),
          'h',
          'min',
        ]
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}

/** The sandbox's local time; the page's script puts it into the reader's own. */
export function localTime(atMs: number): string {
  return absolute.format(atMs)
}

const absolute = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
