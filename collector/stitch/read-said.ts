import type { JudgeToken } from '../lib/judge-token.js'
import type { StoredEvent, Visitor } from '../store/events.js'
import type { SessionFact } from '../store/identities.js'
import { identityFactsOf } from './identity-fact.js'

/** What a visitor's session says of who it is. */
export interface SaidFact extends SessionFact {
  visitor: Visitor
}

/** The same, as an event brought it. */
export interface HeardFact extends SaidFact {
  receivedAtMs: number
}

export interface SaidEvent {
  event: StoredEvent
  /** None for most. */
  facts: HeardFact[]
}

/** What events say of who their visitors are, once their tokens have been judged. */
export function readSaid(
  events: readonly StoredEvent[],
  judgeToken: JudgeToken,
): Promise<SaidEvent[]> {
  return Promise.all(
    events.map(async (stored) => {
      const { siteId, anonymousId, sessionId, occurredAtMs, receivedAtMs, event } = stored
      const token = event.type === 'identify' ? event.token : undefined
      const verdict = token === undefined ? null : await judgeToken({ ...stored, token })
      const facts = identityFactsOf(event, verdict).map((fact) => ({
        visitor: { siteId, anonymousId },
        sessionId,
        fact,
        firstMs: occurredAtMs,
        lastMs: occurredAtMs,
        receivedAtMs,
      }))
      return { event: stored, facts }
    }),
  )
}
