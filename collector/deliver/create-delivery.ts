import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'
import { deliverOnce, type DeliverDeps } from './deliver-once.js'

/** How soon a loop that has nothing to send looks again. */
const IDLE_MS = 200

/** And one that waits for a time, or for room, since something more urgent may come. */
const MAX_WAIT_MS = 1000

/** How soon it is looked whether what had halted delivery was mended. */
const HALTED_REST_MS = 5_000
const HALTED_WORDS_EVERY_MS = 60 * 60 * 1000

/**
 * Delivery steps for several loops; each resolves to how long to rest before the next. While all are told to halt, the
 * log says so once and again every hour, since nothing else does; it says when delivery goes on.
 */
export function createDelivery(deps: DeliverDeps): () => Promise<number> {
  let halted: { reason: ErrorCode; saidAtMs: number } | null = null
  /** Until then nobody asks for sign-in again. */
  let awayUntilMs = 0

  function sayHalted(reason: ErrorCode, nowMs: number): void {
    const isNews = halted?.reason !== reason || nowMs - halted.saidAtMs >= HALTED_WORDS_EVERY_MS
    if (!isNews) return
    halted = { reason, saidAtMs: nowMs }
    deps.logger.error(
      { event: 'delivery_halted', reason },
      `delivery stops, nothing is lost: ${ERROR_CODES[reason]}`,
    )
  }

  function sayResumed(): void {
    if (!halted) return
    deps.logger.info({ event: 'delivery_resumed', reason: halted.reason }, 'delivery goes on')
    halted = null
  }

  return async function deliver() {
    if (awayUntilMs > 0) {
      const restMs = awayUntilMs - (await deps.store.nowMs())
      if (restMs > 0) return restMs
      awayUntilMs = 0
    }
    const step = await deliverOnce(deps)
    switch (step.kind) {
      case 'again':
        sayResumed()
        return 0
      case 'wait':
        if (step.untilMs === null) return IDLE_MS
        return Math.max(0, Math.min(MAX_WAIT_MS, step.untilMs - (await deps.store.nowMs())))
      case 'away':
        awayUntilMs = step.untilMs
        return Math.max(0, step.untilMs - (await deps.store.nowMs()))
      case 'halt':
        sayHalted(step.reason, await deps.store.nowMs())
        return HALTED_REST_MS
    }
  }
}
