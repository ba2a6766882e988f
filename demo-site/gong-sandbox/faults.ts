import { z } from 'zod'

const count = z.int().min(1)

/** An hour: longer than any client waits. */
const delayMs = z.int().min(0).max(3_600_000)

/** How the sandbox is told to fail: the next `count` calls that are signed in and within quota fail so. */
export const fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answer-429'),
    count,
    retryAfterSeconds: z.int().min(0).default(1),
  }),
  z.strictObject({ kind: z.literal('answer-500'), count }),
  /** Answers as ever, but only after `delayMs`. */
  z.strictObject({ kind: z.literal('slow'), count, delayMs: delayMs.default(1000) }),
  /** Accepts the call, then hangs up without an answer: the client cannot know, and its retry meets a 409. */
  z.strictObject({ kind: z.literal('reset-after-accepting'), count }),
])

export type Fault = z.infer<typeof fault>
export type FaultRequest = z.input<typeof fault>

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
    next: (): Fault | null => {
      const first = waiting[0]
      if (!first) return null
      if (first.count === 1) waiting = waiting.slice(1)
      else waiting = [{ ...first, count: first.count - 1 }, ...waiting.slice(1)]
      return first
    },
  }
}
