import type { Clock } from './clock.js'
import { ERROR_CODES } from './error-codes.js'
import type { JudgeToken } from './judge-token.js'
import type { Logger } from './logger.js'
import { createSeldom } from './seldom.js'

/** The same judge, which says when it refuses: once a minute for each site and reason, and never whom or what. */
export function logRefusedTokens(
  judgeToken: JudgeToken,
  { logger, clock }: { logger: Logger; clock: Clock },
): JudgeToken {
  const seldom = createSeldom(clock)
  return async (judged) => {
    const verdict = await judgeToken(judged)
    if (verdict?.kind !== 'refused') return verdict
    const { siteId } = judged
    const { reason } = verdict
    const suppressed = seldom.due(`${siteId} ${reason}`)
    if (suppressed !== null) {
      logger.warn({ event: 'identify_refused', siteId, reason, suppressed }, ERROR_CODES[reason])
    }
    return verdict
  }
}
