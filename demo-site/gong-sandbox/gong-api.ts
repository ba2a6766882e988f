import { Hono, type Context } from 'hono'
import type { Clock } from '../clock.js'
import { answerCall, type Desk } from './answer-call.js'
import { statusAndErrors, type Answer } from './answer.js'
import type { createArrivals } from './arrivals.js'
import type { createCallLog } from './call-log.js'
import { CALL_NAMES, callNamed, type CallName } from './contract/calls.js'
import type { Env } from './cut-connection.js'
import type { OAuth } from './oauth/create-oauth.js'
import { eventIdIn, parseJson } from './read-body.js'
import { respond } from './respond.js'
import { signIn } from './sign-in.js'

type GongApiDeps = Desk & {
  clock: Clock
  newId: () => string
  log: ReturnType<typeof createCallLog>
  arrivals: ReturnType<typeof createArrivals>
  keys: { accessKey: string; accessKeySecret: string }
  oauth: OAuth | null
}

/** Gong's calls over HTTP, each logged with what came of it; any other path is answered 404 in JSON. */
export function createGongApi(deps: GongApiDeps) {
  const { clock, newId, arrivals, keys, oauth, sleep } = deps
  const app = new Hono<Env>()

  for (const name of CALL_NAMES) {
    const { method, path, answersIntegrationId } = callNamed(name)
    app.on(method, path, (c) => take(c, name, answersIntegrationId))
  }
  // Cheap and harmless, hence what a client asks to learn whether its sign-in works.
  app.get('/v2/workspaces', (c) => take(c, 'workspaces', false))
  // It has a query and no body: https://help.gong.io/apidocs/data-privacy-1
  app.post('/v2/data-privacy/erase-data-for-email-address', (c) => take(c, 'erasure', false))

  app.all('/v2/*', function noSuchCall(c) {
    const requestId = newId()
    const receivedAtMs = clock()
    arrivals.add(receivedAtMs)
    const answer = { kind: 'no-such-call', method: c.req.method, path: c.req.path } as const
    log(c, { answer, requestId, receivedAtMs, eventId: undefined })
    return respond(c, { answer, requestId, answersIntegrationId: false, sleep })
  })

  return app

  async function take(
    c: Context<Env>,
    name: CallName | 'workspaces' | 'erasure',
    answersIntegrationId: boolean,
  ): Promise<Response> {
    const body = parseJson(await c.req.text())
    const requestId = newId()
    const receivedAtMs = clock()
    arrivals.add(receivedAtMs)
    const authorization = c.req.header('Authorization')
    const answer = await answerCall(
      {
        ...{ name, requestId, receivedAtMs, body },
        emailAddress: c.req.query('emailAddress'),
        signIn: signIn({ authorization, keys, oauth, nowMs: receivedAtMs }),
        contentType: c.req.header('Content-Type'),
      },
      deps,
    )
    log(c, { answer, requestId, receivedAtMs, eventId: eventIdIn(body) })
    return respond(c, { answer, requestId, answersIntegrationId, sleep })
  }

  function log(
    c: Context<Env>,
    call: { answer: Answer; requestId: string; receivedAtMs: number; eventId: string | undefined },
  ): void {
    const { answer, requestId, receivedAtMs, eventId } = call
    const { status, errors } = statusAndErrors(answer)
    const { method, path } = c.req
    const event = eventId === undefined ? {} : { eventId }
    deps.log.add({ method, path, status, receivedAtMs, requestId, ...event, errors })
  }
}
