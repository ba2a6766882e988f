import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'
import { quote } from './quote.js'

/** A beacon that is refused whole: the status, a code, and what was wrong in words. */
export interface Refusal {
  kind: 'refused'
  status: 400 | 403 | 413 | 415 | 429 | 503
  error: ErrorCode
  issues: string[]
  /** Once it is known. */
  siteId?: string
  /** As the beacon said it, when there is no such site. */
  unknownSiteId?: string
  /** After which it is worth sending again. */
  retryAfterSeconds?: number
}

/** They may quote the page: a hostile key is up to 64 KiB long. */
const MAX_ISSUE_CHARACTERS = 200

/** Without `issues` the code's own words say enough. */
export function refuse(
  status: Refusal['status'],
  error: ErrorCode,
  issues: readonly string[] = [ERROR_CODES[error]],
): Refusal {
  return { kind: 'refused', status, error, issues: issues.map(asIssue) }
}

export function asIssue(text: string): string {
  return quote(text, MAX_ISSUE_CHARACTERS)
}
