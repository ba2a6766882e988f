import type { Context } from 'hono'
import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'
import { Bare } from './layout.js'

export type FaultStatus = 400 | 401 | 403 | 404 | 409 | 413 | 421 | 429 | 500 | 503

/** A refusal: JSON for programs, a page for people; the same code and words. */
export function answerFault(
  c: Context,
  status: FaultStatus,
  error: ErrorCode,
  {
    issues = [ERROR_CODES[error]],
    headers = {},
  }: { issues?: string[]; headers?: Record<string, string> } = {},
): Response | Promise<Response> {
  const all = { 'Cache-Control': 'no-store', ...headers }
  if (isForForm(c)) return c.html(<Fault error={error} issues={issues} />, status, all)
  if (isForProgram(c)) return c.json({ error, issues }, status, all)
  return c.html(
    <Bare title={error}>
      <h1>{status === 404 ? 'Not there' : 'That did not work'}</h1>
      {issues.map((issue) => (
        <p>{issue}</p>
      ))}
      <p>
        <code>{error}</code> · <a href="/">Overview</a>
      </p>
    </Bare>,
    status,
    all,
  )
}

/** The store cannot be asked: in a few seconds it may. */
export function answerAway(c: Context): Response | Promise<Response> {
  return answerFault(c, 503, 'store_unavailable', { headers: { 'Retry-After': '5' } })
}

/** In the place where a form of ours shows what came of it. */
function Fault({ error, issues }: { error: ErrorCode; issues: string[] }) {
  return (
    <div class="banner bad" role="alert">
      {issues.map((issue) => (
        <p>{issue}</p>
      ))}
      <code>{error}</code>
    </div>
  )
}

/** htmx says by whom it is asked. */
function isForForm(c: Context): boolean {
  return c.req.method === 'POST' && c.req.header('hx-request') !== undefined
}

function isForProgram(c: Context): boolean {
  return c.req.path.startsWith('/api/') || !(c.req.header('accept') ?? '').includes('text/html')
}
