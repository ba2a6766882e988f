import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** How an answer of 200 goes wrong on its way. */
export type Trouble =
  { kind: 'padded'; bodyBytes: number } | { kind: 'stalled'; delayMs: number } | { kind: 'cut' }

/** What the sandbox does with a call; the status and the words follow from it alone. */
export type Answer =
  /** An event was taken. */
  | { kind: 'accepted'; trouble?: Trouble }
  /** The list of workspaces was read. */
  | { kind: 'workspaces'; trouble?: Trouble }
  /** The connection is cut instead of looking at the call. */
  | { kind: 'reset' }
  | { kind: 'duplicate'; eventId: string | undefined }
  | { kind: 'unauthorised'; errors: readonly string[] }
  | { kind: 'untrusted-address' }
  | { kind: 'invalid'; errors: readonly string[] }
  /** `retryAfter` is the header as it is sent. */
  | { kind: 'over-quota'; retryAfter: string }
  | { kind: 'broken' }
  /** A page of HTML by something between the client and Gong. */
  | { kind: 'page'; status: ContentfulStatusCode }
  | { kind: 'no-such-call'; method: string; path: string }

export const WRONG_KEYS = 'The access key or its secret is missing or wrong.'

/** The status and the errors of an answer, in words like Gong's: it has no error codes. Null: hung up. */
export function statusAndErrors(answer: Answer): {
  status: ContentfulStatusCode | null
  errors: readonly string[]
} {
  switch (answer.kind) {
    case 'accepted':
    case 'workspaces':
      return { status: answer.trouble?.kind === 'cut' ? null : 200, errors: [] }
    case 'reset':
      return { status: null, errors: [] }
    case 'invalid':
      return { status: 400, errors: answer.errors }
    case 'unauthorised':
      return { status: 401, errors: answer.errors }
    case 'untrusted-address':
      return { status: 403, errors: ['The IP address of this request is not trusted.'] }
    case 'no-such-call':
      return { status: 404, errors: [`There is no call ${answer.method} ${answer.path}.`] }
    case 'duplicate':
      return { status: 409, errors: [`Event ${answer.eventId ?? ''} was already reported.`] }
    case 'over-quota':
      return { status: 429, errors: ['The limit of API requests is exceeded.'] }
    case 'broken':
      return { status: 500, errors: ['Something went wrong on our side.'] }
    case 'page':
      return { status: answer.status, errors: ['An HTML page in place of JSON.'] }
  }
}
