const FIRST_MS = 1000
const MAX_MS = 15 * 60 * 1000

/**
 * How long to wait before the next attempt: doubling from a second to a quarter of an hour, then anywhere in the upper
 * half of it, so that those which failed together do not come back together. `random` is from 0 to 1.
 */
export function backOffMs(failedAttempts: number, random: number): number {
  const fullMs = Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(failedAttempts, 30))
  return Math.round(fullMs * (0.5 + random / 2))
}
