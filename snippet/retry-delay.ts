const FIRST_DELAY_MS = 3_000
const MAX_DELAY_MS = 5 * 60_000

/** Beyond it we stop believing; beyond 24.8 days setTimeout would not wait at all. */
const MAX_RETRY_AFTER_MS = 24 * 60 * 60_000

/**
 * How long to wait after so many failures in a row, in milliseconds: 3 s, doubled each time up to 5 min, a quarter
 * more or less so that a crowd of pages does not come back at once, and never less than the collector asked for.
 */
export function retryDelayMs(failures: number, retryAfterSeconds: number): number {
  const backOffMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1))
  const askedMs = Math.min(MAX_RETRY_AFTER_MS, retryAfterSeconds * 1000 || 0)
  return Math.max(askedMs, backOffMs * (0.75 + Math.random() / 2))
}
