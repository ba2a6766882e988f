import type { Clock } from '../lib/clock.js'
import type { ErrorCode } from '../lib/error-codes.js'
import type { Logger } from '../lib/logger.js'
import { createSeldom } from '../lib/seldom.js'
import type { FailedEvent, SpooledBeacon } from '../store/spool/spooled-beacon.js'
import { quote } from './quote.js'
import type { Refusal } from './refusal.js'

export interface IngestLog {
  beaconRefused(refusal: Refusal, origin: string | null): void
  eventsFailed(siteId: string, failedEvents: readonly FailedEvent[]): void
  spoolRefused(why: string): void
  beaconDropped(siteId: string, dropped: NonNullable<SpooledBeacon['dropped']>): void
}

interface Fact extends Record<string, unknown> {
  event: string
  reason: ErrorCode
  siteId: string | undefined
}

const MAX_ORIGIN_CHARACTERS = 100
const MAX_DETAIL_CHARACTERS = 200

/**
 * Tells the operator what ingest turns away: the first of each reason and site, then one a minute with the number of
 * those kept quiet since, so that neither a broken page nor a stranger can fill the log. The rest is for debugging.
 */
export function createIngestLog({ logger, clock }: { logger: Logger; clock: Clock }): IngestLog {
  const seldom = createSeldom(clock)

  function say(fact: Fact, words: string, loud: 'warn' | 'info' = 'warn'): void {
    const suppressed = seldom.due(`${fact.reason} ${fact.siteId ?? '-'}`)
    const level = suppressed === null ? 'debug' : loud
    logger[level]({ ...fact, ...(suppressed !== null && { suppressed }) }, words)
  }

  return {
    beaconRefused({ status, error, issues, siteId }, origin) {
      const from = quote(origin ?? '-', MAX_ORIGIN_CHARACTERS)
      const event = 'beacon_refused'
      say({ event, reason: error, siteId, status, issues, origin: from }, 'a beacon was refused')
    },
    eventsFailed(siteId, failedEvents) {
      for (const { reason, detail: whole } of failedEvents) {
        const detail = quote(whole, MAX_DETAIL_CHARACTERS)
        say({ event: 'event_failed', reason, siteId, detail }, 'an event is kept as failed')
      }
    },
    spoolRefused(why) {
      const fact = {
        event: 'spool_refused',
        reason: 'spool_unavailable',
        siteId: undefined,
      } as const
      say({ ...fact, why }, 'a beacon could not be stored: its page will send it again')
    },
    beaconDropped(siteId, { reason, eventCount }) {
      const event = 'beacon_dropped'
      say({ event, reason, siteId, eventCount }, "a bot's beacon was counted and dropped", 'info')
    },
  }
}
