import { setImmediate as nextTurn, setTimeout as sleepByTimer } from 'node:timers/promises'
import type { Logger } from './logger.js'

export interface Loop {
  /** For the log. */
  name: string
  /** One pass; resolves to how long to rest before the next, in milliseconds. */
  pass: () => Promise<number>
  signal: AbortSignal
  logger: Logger
  /** Errors that no further pass can mend: the loop rejects with them. */
  isFatal?: (error: unknown) => boolean
  sleep?: Sleep
}

type Sleep = (ms: number, value: undefined, options: { signal: AbortSignal }) => Promise<void>

/** After a failure, then twice as long after each further one: whoever comes back is found again within seconds. */
const AFTER_FAILURE_MS = 1000
const MAX_AFTER_FAILURE_MS = 8000

/**
 * Passes until the signal aborts, then resolves once the pass under way is through. A failed pass is tried again, and of
 * many in a row the log has the first, the second, the fourth and so on, and the end.
 */
export async function runLoop(loop: Loop): Promise<void> {
  const { name, pass, signal, logger, isFatal = () => false, sleep = rest } = loop
  let failures = 0
  while (!signal.aborted) {
    let restMs: number
    try {
      restMs = await pass()
      if (failures > 0) {
        logger.info({ event: 'stage_recovered', stage: name, failures }, `${name} goes on`)
      }
      failures = 0
    } catch (error) {
      if (isFatal(error)) throw error
      failures++
      restMs = Math.min(MAX_AFTER_FAILURE_MS, AFTER_FAILURE_MS * 2 ** (failures - 1))
      if (Number.isInteger(Math.log2(failures))) {
        const facts = { event: 'stage_failed', stage: name, failures, err: error }
        logger.error(facts, `${name} failed: trying again`)
      }
    }
    try {
      await sleep(restMs, undefined, { signal })
    } catch {
      // Aborted: the loop's condition sees it.
    }
  }
}

/**
 * To rest for 0 is one turn of the event loop. A timer of 0 would not be: of two busy loops each finds the other's due, and
 * Node stays with its timers while one is. Then nothing is received, and what the SQLite driver holds of results, which
 * it lets go of in each turn, gathers.
 */
const rest: Sleep = (ms, value, options) =>
  ms === 0 ? nextTurn(value, options) : sleepByTimer(ms, value, options)
