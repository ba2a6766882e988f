import { setTimeout as sleep } from 'node:timers/promises'

/** Rests so long, or until the signal aborts. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, signal ? { signal } : {})
  } catch {
    // Aborted: whoever rests looks at the signal.
  }
}

const LOOK_EVERY_MS = 100

/** Looks until it is so, at most so long; whether it came to be so. A look that throws is a no. */
export async function comesTrue(
  look: () => Promise<boolean> | boolean,
  { withinMs, signal }: { withinMs: number; signal?: AbortSignal },
): Promise<boolean> {
  const deadlineMs = performance.now() + withinMs
  for (;;) {
    try {
      if (await look()) return true
    } catch {
      // The store or the collector is not there yet.
    }
    if (signal?.aborted || performance.now() >= deadlineMs) return false
    await pause(LOOK_EVERY_MS, signal)
  }
}
