import type { Context } from 'hono'
import { statusAndErrors, type Answer } from './answer.js'
import { cutConnection, type Env } from './cut-connection.js'
import { stall } from './stall.js'

/** Beyond 2^53, as Gong's int64 ids may be: a client that reads it with JSON.parse gets a wrong number. */
const INTEGRATION_ID = '9007199254740993'

const WORKSPACES = [
  { id: '623457276584334', name: 'Sales', description: 'The workspace of this stand-in for Gong.' },
]

const JSON_TYPE = { 'Content-Type': 'application/json' }

/** What a proxy between the client and Gong says when Gong is away. */
const PAGE =
  '<!doctype html><html lang="en"><head><title>Bad gateway</title></head>' +
  '<body><h1>Bad gateway</h1><p>The server could not be reached.</p></body></html>'

/** An answer over HTTP. Only a listening sandbox can hang up; a test over `app.request()` gets a 500 for it. */
export function respond(
  c: Context<Env>,
  made: {
    answer: Answer
    requestId: string
    answersIntegrationId: boolean
    sleep: (delayMs: number, signal: AbortSignal) => Promise<unknown>
  },
): Response {
  const { answer, requestId, answersIntegrationId, sleep } = made
  const { status, errors } = statusAndErrors(answer)
  if (status === null) return cutConnection(c)

  switch (answer.kind) {
    case 'accepted':
    case 'workspaces': {
      const json = jsonOf(answer, requestId, answersIntegrationId)
      const { trouble } = answer
      if (trouble?.kind === 'padded') return c.body(pad(json, trouble.bodyBytes), 200, JSON_TYPE)
      if (trouble?.kind === 'stalled') {
        return c.body(
          stall(json, (signal) => sleep(trouble.delayMs, signal)),
          200,
          JSON_TYPE,
        )
      }
      return c.body(json, 200, JSON_TYPE)
    }
    case 'page':
      return c.html(PAGE, status)
    case 'over-quota':
      c.header('Retry-After', answer.retryAfter)
      return c.json({ requestId, errors }, status)
    case 'reset':
    case 'duplicate':
    case 'unauthorised':
    case 'untrusted-address':
    case 'invalid':
    case 'broken':
    case 'no-such-call':
      return c.json({ requestId, errors }, status)
  }
}

/** As text, because the integration id is beyond JavaScript's numbers. */
function jsonOf(answer: Answer, requestId: string, answersIntegrationId: boolean): string {
  if (answer.kind === 'workspaces') return JSON.stringify({ requestId, workspaces: WORKSPACES })
  const integrationId = answersIntegrationId ? `,"integrationId":${INTEGRATION_ID}` : ''
  return `{"requestId":${JSON.stringify(requestId)}${integrationId}}`
}

/** The same object with one more key, unknown to any client and of so many bytes. */
function pad(json: string, bytes: number): string {
  return `${json.slice(0, -1)},"padding":"${'x'.repeat(bytes)}"}`
}
