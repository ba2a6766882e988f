import { setTimeout as sleepByTimer } from 'node:timers/promises'
import type { Logger } from './logger.js'

export interface Loop {
  /** For the log. */
  name: string
  /** One pass; resolves to how long to rest before the next, in milliseconds. */
  pass: () => Promise<number>
  signal: AbortSignal
  logger: Logger
  sleep?: (ms: number, value: undefined, options: { signal: AbortSignal }) => Promise<void>
}

const AFTER_FAILURE_MS = 1000

/** Passes until the signal aborts, then resolves once the pass under way is through. A failed pass is logged and tried again. */
export async function runLoop(loop: Loop): Promise<void> {
  const { name, pass, signal, logger, sleep = sleepByTimer } = loop
  while (!signal.aborted) {
    let restMs: number
    try {
      restMs = await pass()
    } catch (error) {
      logger.error(
        { event: 'stage_failed', stage: name, err: error },
        `${name} failed: trying again`,
      )
      restMs = AFTER_FAILURE_MS
    }
    try {
      await sleep(restMs, undefined, { signal })
    } catch {
      // Aborted: the loop's condition sees it.
    }
  }
}
