import type { Fault } from './faults.js'

/** What the sandbox does with a call; the status and the words follow from it alone. */
export type Answer =
  | { kind: 'accepted' }
  /** Accepted, but the connection is cut instead of answering. */
  | { kind: 'reset' }
  | { kind: 'duplicate'; eventId: string | undefined }
  | { kind: 'unauthorised' }
  | { kind: 'invalid'; errors: readonly string[] }
  | { kind: 'over-quota'; retryAfterSeconds: number }
  | { kind: 'broken' }
  | { kind: 'no-such-call'; method: string; path: string }

/** The status and the errors of an answer, in words like Gong's: it has no error codes. */
export function statusAndErrors(answer: Answer): {
  status: 200 | 400 | 401 | 404 | 409 | 429 | 500 | null
  errors: readonly string[]
} {
  switch (answer.kind) {
    case 'accepted':
      return { status: 200, errors: [] }
    case 'reset':
      return { status: null, errors: [] }
    case 'invalid':
      return { status: 400, errors: answer.errors }
    case 'unauthorised':
      return { status: 401, errors: ['The access key or its secret is missing or wrong.'] }
    case 'no-such-call':
      return { status: 404, errors: [`There is no call ${answer.method} ${answer.path}.`] }
    case 'duplicate':
      return { status: 409, errors: [`Event ${answer.eventId ?? ''} was already reported.`] }
    case 'over-quota':
      return { status: 429, errors: ['The limit of API requests is exceeded.'] }
    case 'broken':
      return { status: 500, errors: ['Something went wrong on our side.'] }
  }
}

/** The answer that a fault gives instead of looking at the call, if it is of that sort. */
export function answerOfFault(fault: Fault | null): Answer | null {
  switch (fault?.kind) {
    case 'answer-429':
      return { kind: 'over-quota', retryAfterSeconds: fault.retryAfterSeconds }
    case 'answer-500':
      return { kind: 'broken' }
    case 'slow':
    case 'reset-after-accepting':
    case undefined:
      return null
  }
}
