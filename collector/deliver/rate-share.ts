/** How much of our calls in a second Gong stands: less after each 429, then slowly more. */
export interface Rate {
  /** 1/16 to 1, as of `rateChangedAtMs`. */
  rateShare: number
  rateChangedAtMs: number
}

const MIN_SHARE = 1 / 16
const RECOVERED_PER_MINUTE = 1 / 16
const MINUTE_MS = 60_000

/** The share that holds now: it recovers by 1/16 a minute. A clock that was set back recovers and takes nothing. */
export function rateShareAt({ rateShare, rateChangedAtMs }: Rate, nowMs: number): number {
  const minutes = Math.max(0, nowMs - rateChangedAtMs) / MINUTE_MS
  return Math.min(1, rateShare + minutes * RECOVERED_PER_MINUTE)
}

/** After a 429: half of what holds now, a sixteenth at the least, so that we find out when Gong stands more. */
export function afterRateLimit(rate: Rate, nowMs: number): Rate {
  return { rateShare: Math.max(MIN_SHARE, rateShareAt(rate, nowMs) / 2), rateChangedAtMs: nowMs }
}

/**
 * How many calls may be under way or just over, and for how long a finished one holds its place. A rate of one call
 * or more in `placeMs` is that many places, rounded down; a lower one is one place, held for longer.
 */
export function placesAt(
  callsPerSecond: number,
  share: number,
  placeMs: number,
): { places: number; heldMs: number } {
  const rate = callsPerSecond * share
  if (rate >= 1) return { places: Math.floor(rate), heldMs: placeMs }
  return { places: 1, heldMs: Math.ceil(placeMs / rate) }
}
