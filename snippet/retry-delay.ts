const FIRST_DELAY_MS = 3_000
const MAX_DOUBLINGS = 6

/** Beyond it we stop believing; beyond 24.8 days setTimeout would not wait at all. */
const MAX_DELAY_MS = 24 * 60 * 60_000

/**
 * How long to wait after so many failures before this one, in milliseconds: what the collector asked for, and 3 s,
 * doubled each time up to 3.2 minutes, up to half more so that a crowd of pages does not come back at once.
 */
export function retryDelayMs(
  failuresBefore: number,
  retryAfterSeconds: string | null | undefined,
): number {
  const backOffMs =
    FIRST_DELAY_MS * 2 ** Math.min(failuresBefore, MAX_DOUBLINGS) * (1 + Math.random() / 2)
  // A date is none of ours.
  return Math.min(MAX_DELAY_MS, backOffMs + (Number(retryAfterSeconds) * 1000 || 0))
}
