import type { z } from 'zod'

/** How far ahead of the sandbox's clock an event may lie: two machines' clocks differ a little. */
const MAX_AHEAD_MS = 60_000

export type Checked<T> = { kind: 'fine'; body: T } | { kind: 'refused'; errors: string[] }

/**
 * A call's body against its schema and the clock. Refusals are words that name the field, as Gong's are:
 * "content.contentTitle: must not be empty".
 */
export function checkBody<T>(call: {
  schema: z.ZodType<T>
  timestampOf: (body: T) => string | undefined
  body: unknown
  nowMs: number
}): Checked<T> {
  const parsed = call.schema.safeParse(call.body)
  if (!parsed.success) return { kind: 'refused', errors: parsed.error.issues.map(inWords) }
  const timestamp = call.timestampOf(parsed.data)
  if (timestamp !== undefined && Date.parse(timestamp) > call.nowMs + MAX_AHEAD_MS) {
    return { kind: 'refused', errors: [`${timestamp} lies in the future`] }
  }
  return { kind: 'fine', body: parsed.data }
}

function inWords(issue: z.core.$ZodIssue): string {
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message
}
