import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import { createSeldom } from '../lib/seldom.js'
import type { FailedEvent } from '../store/spool/spooled-beacon.js'
import { quote } from './quote.js'
import type { Refusal } from './refusal.js'

export interface IngestLog {
  beaconRefused(refusal: Refusal, origin: string | null): void
  eventsFailed(siteId: string, failedEvents: readonly FailedEvent[]): void
}

const MAX_ORIGIN_CHARACTERS = 100
const MAX_DETAIL_CHARACTERS = 200

/**
 * Tells the operator what ingest turns away: the first of each reason and site, then one a minute with the number of
 * those kept quiet since, so that neither a broken page nor a stranger can fill the log. The rest is for debugging.
 */
export function createIngestLog({ logger, clock }: { logger: Logger; clock: Clock }): IngestLog {
  const seldom = createSeldom(clock)

  function say(reason: string, siteId: string | undefined, facts: object, words: string): void {
    const suppressed = seldom.due(`${reason} ${siteId ?? '-'}`)
    const level = suppressed === null ? 'debug' : 'warn'
    logger[level]({ ...facts, reason, siteId, ...(suppressed !== null && { suppressed }) }, words)
  }

  return {
    beaconRefused({ status, error, issues, siteId }, origin) {
      const from = quote(origin ?? '-', MAX_ORIGIN_CHARACTERS)
      const facts = { event: 'beacon_refused', status, issues, origin: from }
      say(error, siteId, facts, 'a beacon was refused')
    },
    eventsFailed(siteId, failedEvents) {
      for (const { reason, detail } of failedEvents) {
        const facts = { event: 'event_failed', detail: quote(detail, MAX_DETAIL_CHARACTERS) }
        say(reason, siteId, facts, 'an event is kept as failed')
      }
    },
  }
}
