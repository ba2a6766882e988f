import { z } from 'zod'

/** An hour: longer than any client waits. */
const MAX_DELAY_MS = 3_600_000

/** Far above any answer of Gong's, and still built in memory in no time. */
const MAX_BODY_BYTES = 64 * 1024 * 1024

/** Answers without a body, which could not carry the page. */
const BODILESS_STATUSES = new Set([204, 205, 304])

const count = z.int().min(1)
const delayMs = z.int().min(0).max(MAX_DELAY_MS)

/** With a title, the fault strikes only calls about this content; others pass and use none up. */
const common = { count, contentTitle: z.string().optional() }

/**
 * How the sandbox is told to fail: the next `count` calls that are signed in and within quota fail so. The two of
 * `oauth-…` strike requests for a new access token instead.
 */
export const fault = z.discriminatedUnion('kind', [
  /** Refuses by these words. */
  z.strictObject({
    kind: z.literal('answer-400'),
    ...common,
    errors: z.array(z.string()).min(1).default(['The request is not valid.']),
  }),
  /** The words of wrong keys or, when `revoked`, those that a wrong region answers. */
  z.strictObject({ kind: z.literal('answer-401'), ...common, revoked: z.boolean().default(false) }),
  /** The words of an IP address that the customer does not trust. */
  z.strictObject({ kind: z.literal('answer-403'), ...common }),
  /** `retryAfter` is sent as it stands, in place of the seconds: milliseconds, a date, nonsense. */
  z.strictObject({
    kind: z.literal('answer-429'),
    ...common,
    retryAfterSeconds: z.int().min(0).default(1),
    retryAfter: z
      .string()
      .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII')
      .optional(),
  }),
  z.strictObject({ kind: z.literal('answer-500'), ...common }),
  /** A page of a proxy in front of Gong, which Gong itself never saw. */
  z.strictObject({
    kind: z.literal('answer-html'),
    ...common,
    status: z
      .int()
      .min(200)
      .max(599)
      .refine((status) => !BODILESS_STATUSES.has(status), 'must be a status with a body')
      .default(502),
  }),
  /** Accepts the call, and answers 200 with JSON of at least `bodyBytes`. */
  z.strictObject({
    kind: z.literal('answer-huge'),
    ...common,
    bodyBytes: z.int().min(1).max(MAX_BODY_BYTES).default(5_000_000),
  }),
  /** Answers as ever, but only after `delayMs`. */
  z.strictObject({ kind: z.literal('slow'), ...common, delayMs: delayMs.default(1000) }),
  /** Accepts the call, sends the headers and half of the body, and the rest only after `delayMs`. */
  z.strictObject({ kind: z.literal('stall'), ...common, delayMs: delayMs.default(MAX_DELAY_MS) }),
  /** Hangs up without having looked at the call: the retry is the first that Gong hears of it. */
  z.strictObject({ kind: z.literal('reset-before-accepting'), ...common }),
  /** Accepts the call, then hangs up without an answer: the client cannot know, and its retry meets a 409. */
  z.strictObject({ kind: z.literal('reset-after-accepting'), ...common }),
  /** Answers 500 and leaves the tokens as they are. */
  z.strictObject({ kind: z.literal('oauth-500'), count }),
  /** Spends the refresh token, then hangs up: the client never learns the new one. */
  z.strictObject({ kind: z.literal('oauth-reset-after-rotating'), count }),
])

export type Fault = z.infer<typeof fault>
export type FaultRequest = z.input<typeof fault>
export type TokenFault = Extract<Fault, { kind: `oauth-${string}` }>
export type CallFault = Exclude<Fault, TokenFault>

/** Faults wait their turn in the order in which they were asked for. */
export function createFaults() {
  let waiting: Fault[] = []

  return {
    add: (request: FaultRequest): void => {
      waiting.push(fault.parse(request))
    },

    clear: (): void => {
      waiting = []
    },

    /** The fault that strikes the call in hand, if any; each call uses one up. */
    nextForCall: (contentTitle: string | null): CallFault | null =>
      take(
        (one): one is CallFault =>
          !isTokenFault(one) &&
          (one.contentTitle === undefined || one.contentTitle === contentTitle),
      ),

    /** The same for a request for a new access token. */
    nextForToken: (): TokenFault | null => take(isTokenFault),
  }

  function take<F extends Fault>(strikes: (one: Fault) => one is F): F | null {
    const struck = waiting.find(strikes)
    if (!struck) return null
    waiting = waiting.flatMap((one) => {
      if (one !== struck) return [one]
      return one.count === 1 ? [] : [{ ...one, count: one.count - 1 }]
    })
    return struck
  }
}

function isTokenFault(one: Fault): one is TokenFault {
  return one.kind === 'oauth-500' || one.kind === 'oauth-reset-after-rotating'
}
