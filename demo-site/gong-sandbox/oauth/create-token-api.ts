import { Hono } from 'hono'
import type { Clock } from '../../clock.js'
import type { createCallLog } from '../call-log.js'
import { cutConnection, type Env } from '../cut-connection.js'
import type { createFaults } from '../faults.js'
import type { OAuth } from './create-oauth.js'

export const TOKEN_PATH = '/oauth2/generate-customer-token'

const SCOPE = 'api:digital-interactions:write api:engagement-data:write api:workspaces:read'

/**
 * `POST /oauth2/generate-customer-token`. The parameters may come in the query, as Gong's help has them, or in a form.
 * It is logged as any call, by its path alone, so that no token is; it spends no quota, since the real one is on
 * another host than the calls.
 */
export function createTokenApi(deps: {
  clock: Clock
  newId: () => string
  log: ReturnType<typeof createCallLog>
  faults: ReturnType<typeof createFaults>
  oauth: OAuth
}) {
  const { clock, newId, log, faults, oauth } = deps
  let tokensGiven = 0

  const app = new Hono<Env>().post(TOKEN_PATH, async function giveToken(c) {
    const form = new URLSearchParams(await c.req.text())
    const parameter = (name: string) => c.req.query(name) ?? form.get(name) ?? undefined
    const requestId = newId()
    const nowMs = clock()
    const write = (status: number | null, errors: readonly string[]) =>
      log.add({ method: 'POST', path: TOKEN_PATH, status, receivedAtMs: nowMs, requestId, errors })

    const fault = faults.nextForToken()
    if (fault?.kind === 'oauth-500') {
      const errors = ['Something went wrong on our side.']
      write(500, errors)
      return c.json({ requestId, errors }, 500)
    }

    const answer = oauth.rotate({
      authorization: c.req.header('Authorization'),
      grantType: parameter('grant_type'),
      refreshToken: parameter('refresh_token'),
      nowMs,
    })
    if (answer.kind === 'refused') {
      const { status, error, words } = answer
      const errors = [`${error}: ${words}`]
      write(status, errors)
      return c.json({ requestId, errors, error, error_description: words }, status)
    }
    if (fault?.kind === 'oauth-reset-after-rotating') {
      write(null, [])
      return cutConnection(c)
    }
    write(200, [])
    tokensGiven += 1
    return c.json({
      access_token: answer.accessToken,
      refresh_token: answer.refreshToken,
      api_base_url_for_customer: oauth.apiBaseUrl ?? new URL(c.req.url).origin,
      expires_in: answer.expiresInSeconds,
      scope: SCOPE,
      token_type: 'Bearer',
    })
  })

  /** How many access tokens were answered; one that was lost by hanging up is not. */
  return { app, tokensGiven: () => tokensGiven }
}
