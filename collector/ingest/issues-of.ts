import type { z } from 'zod'
import { asIssue } from './refusal.js'

/** Enough for whoever mends the page, too little to fill a log with. */
const MAX_ISSUES = 10

/** What a schema has against a value, in words. Paths and messages quote the page's own keys, so they are bounded. */
export function issuesOf(error: z.ZodError): string[] {
  return error.issues
    .slice(0, MAX_ISSUES)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .map(asIssue)
}
