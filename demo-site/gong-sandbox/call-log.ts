/** A day of Gong's quota ten times over; older calls are forgotten, their counts are not. */
const MAX_CALLS = 100_000

export type LoggedCall = {
  method: string
  path: string
  /** What was answered; null when the connection was cut instead. */
  status: number | null
  receivedAtMs: number
  requestId: string
  eventId?: string
  errors: readonly string[]
}

/** Every call that reached Gong's paths, and every request for a token, whatever came of it. */
export function createCallLog() {
  let calls: LoggedCall[] = []
  const refusedByStatus: Record<string, number> = {}
  let total = 0

  return {
    add(call: LoggedCall): void {
      total += 1
      calls.push(call)
      // Trimmed in large steps: taking one off the front at each call would cost time in proportion to the list.
      if (calls.length > MAX_CALLS * 1.1) calls = calls.slice(-MAX_CALLS)
      if (call.status !== null && call.status >= 400) {
        refusedByStatus[call.status] = (refusedByStatus[call.status] ?? 0) + 1
      }
    },

    all: (): readonly LoggedCall[] => calls.slice(-MAX_CALLS),

    counts: () => ({ calls: total, refusedByStatus: { ...refusedByStatus } }),
  }
}
