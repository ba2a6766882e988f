import type { z } from 'zod'
import { replaceUnstorable } from '../../wire/text.js'

const MAX_ISSUES = 10
const MAX_ISSUE_CHARACTERS = 200

/** What a schema has against a value, in words that are bounded: paths and messages quote what came. */
export function issuesOf(error: z.ZodError): string[] {
  return error.issues
    .slice(0, MAX_ISSUES)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .map((issue) => replaceUnstorable(issue.slice(0, MAX_ISSUE_CHARACTERS)))
}
