import type { Clock } from '../lib/clock.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import type { Logger } from '../lib/logger.js'
import { createSeldom } from '../lib/seldom.js'
import type { ApiRefusal } from './api-refusal.js'

export interface ApiLog {
  requestRefused(refusal: ApiRefusal, siteId: string | null): void
  storeAway(error: Error): void
}

/**
 * Tells the operator what is turned away, the first of each reason and site and then one a minute. Nobody is named, and
 * no key or token shown: what was wrong in words quotes the body, so that only whoever sent it hears it.
 */
export function createApiLog({ logger, clock }: { logger: Logger; clock: Clock }): ApiLog {
  const seldom = createSeldom(clock)
  return {
    requestRefused({ status, error }, siteId) {
      const suppressed = seldom.due(`${error} ${siteId ?? '-'}`)
      const fact = { event: 'api_refused', reason: error, siteId, status }
      const words = `a request of a site's server was refused: ${ERROR_CODES[error]}`
      if (suppressed === null) logger.debug(fact, words)
      else logger.warn({ ...fact, suppressed }, words)
    },
    storeAway(error) {
      const suppressed = seldom.due('store')
      if (suppressed === null) return
      const fact = { event: 'api_store_away', reason: 'store_unavailable', err: error, suppressed }
      logger.warn(fact, 'the store could not be asked: whoever asked is told to come again')
    },
  }
}
