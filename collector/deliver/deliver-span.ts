import type { GongAnswer } from '../gong/client.js'
import type { Span } from '../lib/tracing.js'
import type { Outcome } from './read-outcome.js'
import type { Turn } from './take-turn.js'

/** One call to Gong, in the trace of its interaction. */
export function deliverSpan(
  { claim, call }: Pick<Turn, 'claim' | 'call'>,
  { answer, outcome }: { answer: GongAnswer; outcome: Outcome },
): Span {
  return {
    name: 'tamtam.deliver',
    traceOf: claim.gongEventId,
    attributes: {
      'tamtam.site': claim.siteId,
      'tamtam.call': call.name,
      'tamtam.priority': claim.priority,
      'tamtam.attempt': claim.attempts + 1,
      'tamtam.outcome': outcome.kind,
      ...('reason' in outcome && { 'tamtam.reason': outcome.reason }),
      ...(answer.kind === 'answer' && { 'http.response.status_code': answer.status }),
    },
    failed: outcome.kind !== 'delivered',
  }
}
