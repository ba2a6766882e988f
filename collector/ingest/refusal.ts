import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'

/** A beacon that is refused whole: the status, a code, and what was wrong in words. */
export interface Refusal {
  kind: 'refused'
  status: 400 | 403 | 413 | 415 | 503
  error: ErrorCode
  issues: string[]
}

/** Without `issues` the code's own words say enough. */
export function refuse(
  status: Refusal['status'],
  error: ErrorCode,
  issues: string[] = [ERROR_CODES[error]],
): Refusal {
  return { kind: 'refused', status, error, issues }
}
