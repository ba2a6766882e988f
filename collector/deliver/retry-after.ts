const DEFAULT_MS = 1000
const MIN_MS = 1000

/** Longer than a day is no quota of Gong's: the day is the longest of them. */
const MAX_MS = 24 * 60 * 60 * 1000

/**
 * How long a 429 asks us to wait: seconds by Gong's contract, a date by HTTP, clamped to a second at the least and a
 * day at the most. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function readRetryAfterMs(header: string | null, nowMs: number): number {
  if (header === null || header.trim() === '') return DEFAULT_MS
  const seconds = Number(header)
  const waitMs = Number.isNaN(seconds) ? Date.parse(header) - nowMs : seconds * 1000
  return Number.isNaN(waitMs) ? DEFAULT_MS : Math.min(MAX_MS, Math.max(MIN_MS, waitMs))
}
