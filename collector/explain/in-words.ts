/** A time for people, to the millisecond and in UTC, as logs and Gong have it. */
export function timeInWords(atMs: number): string {
  return new Date(atMs).toISOString().replace('T', ' ').replace('Z', ' UTC')
}

/** A span for people, in its two largest units: 340 ms, 12.5 s, 3 min 5 s, 2 h 10 min, 4 d 3 h. */
export function spanInWords(spanMs: number): string {
  if (spanMs < 1000) return `${spanMs} ms`
  if (spanMs < MINUTE_MS) return `${Math.round(spanMs / 100) / 10} s`
  for (const [unit, unitMs, smaller, smallerMs] of UNITS) {
    if (spanMs < unitMs) continue
    const whole = Math.floor(spanMs / unitMs)
    const rest = Math.floor((spanMs - whole * unitMs) / smallerMs)
    return rest > 0 ? `${whole} ${unit} ${rest} ${smaller}` : `${whole} ${unit}`
  }
  return `${spanMs} ms`
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const UNITS = [
  ['d', DAY_MS, 'h', HOUR_MS],
  ['h', HOUR_MS, 'min', MINUTE_MS],
  ['min', MINUTE_MS, 's', 1000],
] as const

/** Text from a page on a terminal: no control characters, which would move the cursor, and none that turn directions. */
export function safeText(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD')
}
