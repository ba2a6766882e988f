import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'
import { deliverOnce, type DeliverDeps } from './deliver-once.js'

/** How soon a loop that has nothing to send looks again. */
const IDLE_MS = 200

const HALTED_REST_MS = 60_000
const HALTED_WORDS_EVERY_MS = 60 * 60 * 1000

/**
 * Delivery steps for several loops; each resolves to how long to rest before the next. All stop when one of them is
 * told to halt, and the log says so again every hour, since nothing else does.
 */
export function createDelivery(deps: DeliverDeps): () => Promise<number> {
  let halted: { reason: ErrorCode; saidAtMs: number } | null = null

  function sayHalted(reason: ErrorCode, nowMs: number): void {
    halted = { reason, saidAtMs: nowMs }
    deps.logger.error(
      { event: 'delivery_halted', reason },
      `delivery stops until a restart, nothing is lost: ${ERROR_CODES[reason]}`,
    )
  }

  return async function deliver() {
    if (halted) {
      const nowMs = await deps.store.nowMs()
      if (nowMs - halted.saidAtMs >= HALTED_WORDS_EVERY_MS) sayHalted(halted.reason, nowMs)
      return HALTED_REST_MS
    }
    const step = await deliverOnce(deps)
    switch (step.kind) {
      case 'again':
        return 0
      case 'wait':
        if (step.untilMs === null) return IDLE_MS
        return Math.max(0, Math.min(IDLE_MS, step.untilMs - (await deps.store.nowMs())))
      case 'halt':
        sayHalted(step.reason, await deps.store.nowMs())
        return HALTED_REST_MS
    }
  }
}
