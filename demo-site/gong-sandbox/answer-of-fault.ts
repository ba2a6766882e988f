import { WRONG_KEYS, type Answer, type Trouble } from './answer.js'
import type { CallFault } from './faults.js'

/** The answer that a fault gives instead of looking at the call, if it is of that sort. */
export function answerOfFault(fault: CallFault | null): Answer | null {
  switch (fault?.kind) {
    case 'answer-400':
      return { kind: 'invalid', errors: fault.errors }
    case 'answer-401':
      return {
        kind: 'unauthorised',
        errors: [fault.revoked ? 'The access token has been revoked.' : WRONG_KEYS],
      }
    case 'answer-403':
      return { kind: 'untrusted-address' }
    case 'answer-429':
      return { kind: 'over-quota', retryAfter: fault.retryAfter ?? String(fault.retryAfterSeconds) }
    case 'answer-500':
      return { kind: 'broken' }
    case 'answer-html':
      // The fault's schema lets no status through that has no body.
      return { kind: 'page', status: fault.status as Extract<Answer, { kind: 'page' }>['status'] }
    case 'reset-before-accepting':
      return { kind: 'reset' }
    case 'answer-huge':
    case 'slow':
    case 'stall':
    case 'reset-after-accepting':
    case undefined:
      return null
  }
}

/** What a fault does to an answer of 200 on its way; a refusal gets through whole. */
export function troubleOfFault(fault: CallFault | null): Trouble | null {
  switch (fault?.kind) {
    case 'answer-huge':
      return { kind: 'padded', bodyBytes: fault.bodyBytes }
    case 'stall':
      return { kind: 'stalled', delayMs: fault.delayMs }
    case 'reset-after-accepting':
      return { kind: 'cut' }
    case 'answer-400':
    case 'answer-401':
    case 'answer-403':
    case 'answer-429':
    case 'answer-500':
    case 'answer-html':
    case 'reset-before-accepting':
    case 'slow':
    case undefined:
      return null
  }
}
