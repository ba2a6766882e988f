import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono, type Context } from 'hono'
import type { Clock } from '../clock.js'
import { answerCall, parseJson, type Desk } from './answer-call.js'
import { statusAndErrors, type Answer } from './answer.js'
import type { createCallLog } from './call-log.js'
import { CALL_NAMES, callNamed } from './contract/calls.js'
import { mayCall } from './may-call.js'

/** Beyond 2^53, as Gong's int64 ids may be: a client that reads it with JSON.parse gets a wrong number. */
const INTEGRATION_ID = '9007199254740993'

/** Absent under `app.request()`; only cutting the connection needs them. */
type Env = { Bindings: Partial<HttpBindings> }

export type GongApiDeps = Desk & {
  clock: Clock
  newId: () => string
  log: ReturnType<typeof createCallLog>
  accessKey: string
  accessKeySecret: string
}

/** Gong's five calls over HTTP, each logged with what came of it; any other path is answered 404 in JSON. */
export function createGongApi(deps: GongApiDeps) {
  const app = new Hono<Env>()

  for (const name of CALL_NAMES) {
    const { method, path, answersIntegrationId } = callNamed(name)
    app.on(method, path, async function takeCall(c) {
      const text = await c.req.text()
      const requestId = deps.newId()
      const receivedAtMs = deps.clock()
      const authorized = mayCall(c.req.header('Authorization'), deps)
      const contentType = c.req.header('Content-Type')
      const answer = await answerCall(
        { name, requestId, receivedAtMs, authorized, contentType, text },
        deps,
      )
      log(c, { answer, requestId, receivedAtMs, text })
      return respond(c, { answer, requestId, answersIntegrationId })
    })
  }

  app.all('/v2/*', function noSuchCall(c) {
    const requestId = deps.newId()
    const answer = { kind: 'no-such-call', method: c.req.method, path: c.req.path } as const
    log(c, { answer, requestId, receivedAtMs: deps.clock(), text: '' })
    return respond(c, { answer, requestId, answersIntegrationId: false })
  })

  return app

  function log(
    c: Context<Env>,
    call: { answer: Answer; requestId: string; receivedAtMs: number; text: string },
  ): void {
    const { answer, requestId, receivedAtMs, text } = call
    const { status, errors } = statusAndErrors(answer)
    const { method, path } = c.req
    const eventId = readEventId(text)
    deps.log.add({ method, path, status, receivedAtMs, requestId, ...eventId, errors })
  }
}

function respond(
  c: Context<Env>,
  made: { answer: Answer; requestId: string; answersIntegrationId: boolean },
): Response {
  const { answer, requestId, answersIntegrationId } = made
  const { status, errors } = statusAndErrors(answer)
  if (status === null) return cutConnection(c)
  if (answer.kind === 'over-quota') c.header('Retry-After', String(answer.retryAfterSeconds))
  if (status !== 200) return c.json({ requestId, errors }, status)
  if (!answersIntegrationId) return c.json({ requestId })
  const json = `{"requestId":${JSON.stringify(requestId)},"integrationId":${INTEGRATION_ID}}`
  return c.body(json, 200, { 'Content-Type': 'application/json' })
}

/** The client sees its connection end in the middle of the call, and no status. */
function cutConnection(c: Context<Env>): Response {
  if (!c.env.outgoing) throw new Error('Only a listening sandbox can cut a connection')
  c.env.outgoing.destroy()
  return RESPONSE_ALREADY_SENT
}

/** For the log of refused calls too, whose body may be anything. */
function readEventId(text: string): { eventId?: string } {
  const body = parseJson(text)
  const named = typeof body === 'object' && body !== null && 'eventId' in body
  return named && typeof body.eventId === 'string' ? { eventId: body.eventId } : {}
}
