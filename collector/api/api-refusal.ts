import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'

/** A request of a site's own server that is refused whole: the status, a code, and what was wrong in words. */
export interface ApiRefusal {
  kind: 'refused'
  status: 400 | 401 | 403 | 404 | 413 | 415 | 429 | 503
  error: ErrorCode
  issues: string[]
  headers: Record<string, string>
}

/** Without `issues` the code's own words say enough. */
export function refuse(
  status: ApiRefusal['status'],
  error: ErrorCode,
  {
    issues = [ERROR_CODES[error]],
    headers = {},
  }: Partial<Pick<ApiRefusal, 'issues' | 'headers'>> = {},
): ApiRefusal {
  return { kind: 'refused', status, error, issues, headers }
}

/** To be asked again so many seconds later. */
export function refuseForNow(
  status: 429 | 503,
  error: ErrorCode,
  retryAfterSeconds: number,
): ApiRefusal {
  return refuse(status, error, { headers: { 'Retry-After': String(retryAfterSeconds) } })
}

/** Never with CORS headers: the key that such a request carries is for no page. */
export function answerRefusal({ status, error, issues, headers }: ApiRefusal): Response {
  return new Response(JSON.stringify({ error, issues }), {
    status,
    headers: { ...headers, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  })
}
