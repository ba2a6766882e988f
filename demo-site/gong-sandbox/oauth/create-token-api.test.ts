import { describe, expect, it } from 'vitest'
import { aFullInteraction, aSandbox } from '../sandbox-for-tests.js'

const oauth = { clientId: 'client', clientSecret: 'hush', refreshToken: 'first-refresh' }
const client = `Basic ${btoa('client:hush')}`

type Tokens = Record<'access_token' | 'refresh_token', string>

/** A sandbox with OAuth, and what its token endpoint answers. */
function anOAuthSandbox(options: { accessTokenSeconds?: number; apiBaseUrl?: string } = {}) {
  const sandbox = aSandbox({ oauth: { ...oauth, ...options } })
  const ask = async (
    refreshToken: string,
    how: { env?: object; authorization?: string; grantType?: string; form?: boolean } = {},
  ) => {
    const { env, authorization = client, grantType = 'refresh_token', form = false } = how
    const words = new URLSearchParams({ grant_type: grantType, refresh_token: refreshToken })
    const response = await sandbox.app.request(
      `/oauth2/generate-customer-token${form ? '' : `?${words.toString()}`}`,
      { method: 'POST', headers: { authorization }, ...(form && { body: words }) },
      env,
    )
    const text = await response.text()
    return { status: response.status, text, json: JSON.parse(text || '{}') as Tokens }
  }
  let events = 0
  const call = (accessToken: string) =>
    sandbox.send(
      { ...aFullInteraction(), eventId: `event-${++events}` },
      { authorization: `Bearer ${accessToken}` },
    )
  return { ...sandbox, ask, call }
}

describe('a request for a token', () => {
  it.each([false, true])(
    'is answered with two new ones; parameters in a form: %s',
    async (form) => {
      const { ask, call, summary } = anOAuthSandbox()
      const { status, json } = await ask('first-refresh', { form })
      expect(status).toBe(200)
      expect(json).toEqual({
        access_token: expect.any(String) as string,
        refresh_token: expect.any(String) as string,
        api_base_url_for_customer: 'http://localhost',
        expires_in: 86_400,
        scope: expect.stringContaining('api:digital-interactions:write') as string,
        token_type: 'Bearer',
      })
      expect((await call(json.access_token)).status).toBe(200)
      expect(summary().tokensGiven).toBe(1)
    },
  )

  it('names the base URL that the sandbox was given', async () => {
    const { json } = await anOAuthSandbox({ apiBaseUrl: 'https://us-1.api.gong.example' }).ask(
      'first-refresh',
    )
    expect(json).toMatchObject({ api_base_url_for_customer: 'https://us-1.api.gong.example' })
  })

  it('spends its refresh token, and leaves the access tokens before it alone', async () => {
    const { ask, call } = anOAuthSandbox()
    const first = await ask('first-refresh')
    const again = await ask('first-refresh')
    expect(again.status).toBe(400)
    expect(again.json).toMatchObject({ error: 'invalid_grant' })
    expect((await ask(first.json.refresh_token)).status).toBe(200)
    expect((await call(first.json.access_token)).status).toBe(200)
  })

  it.each([
    ['wrong client', { authorization: `Basic ${btoa('client:other')}` }, 401, 'invalid_client'],
    ['other grant', { grantType: 'password' }, 400, 'unsupported_grant_type'],
  ])('is refused to a %s and spends nothing', async (_name, how, status, error) => {
    const { ask } = anOAuthSandbox()
    const refused = await ask('first-refresh', how)
    expect(refused.status).toBe(status)
    expect(refused.json).toMatchObject({ error })
    expect((await ask('first-refresh')).status).toBe(200)
  })

  it('leaves no token in the call log, and spends no quota', async () => {
    const sandbox = anOAuthSandbox()
    const { json } = await sandbox.ask('first-refresh')
    await sandbox.ask('first-refresh')
    await sandbox.call(json.access_token)
    await sandbox.call('unknown-access')
    const log = JSON.stringify(sandbox.calls())
    expect(sandbox.calls().map(({ status }) => status)).toEqual([200, 400, 200, 401])
    for (const token of ['first-refresh', 'unknown-access', ...Object.values(json).slice(0, 2)]) {
      expect(log).not.toContain(token)
    }
    expect(sandbox.summary()).toMatchObject({ busiestSecond: 1, mostInOneDay: 2, tokensGiven: 1 })
  })

  it('is no path of a sandbox without OAuth', async () => {
    const { app } = aSandbox()
    const { status } = await app.request('/oauth2/generate-customer-token', { method: 'POST' })
    expect(status).toBe(404)
  })
})

describe('an access token', () => {
  it('is refused once its time is over', async () => {
    const sandbox = anOAuthSandbox({ accessTokenSeconds: 60 })
    const { json } = await sandbox.ask('first-refresh')
    sandbox.turnClock(58_000)
    expect((await sandbox.call(json.access_token)).status).toBe(200)
    const { status, errors } = await sandbox.call(json.access_token)
    expect(status).toBe(401)
    expect(errors).toEqual(['The access token is unknown or has expired.'])
  })

  it('signs in besides the access key', async () => {
    expect((await anOAuthSandbox().send(aFullInteraction())).status).toBe(200)
  })
})

describe('the faults of OAuth', () => {
  it('fail the request and leave the refresh token as it was', async () => {
    const { addFault, ask, call } = anOAuthSandbox()
    addFault({ kind: 'oauth-500', count: 1 })
    expect((await call('unknown')).status).toBe(401)
    expect((await ask('first-refresh')).status).toBe(500)
    expect((await ask('first-refresh')).status).toBe(200)
  })

  it('hang up after the refresh token is spent, so that the next request is refused', async () => {
    const { addFault, ask, calls, summary } = anOAuthSandbox()
    let cut = 0
    const env = { outgoing: { destroy: () => (cut += 1) } }
    addFault({ kind: 'oauth-reset-after-rotating', count: 1 })
    await ask('first-refresh', { env })
    expect(cut).toBe(1)
    expect(calls().at(-1)?.status).toBeNull()
    expect((await ask('first-refresh')).status).toBe(400)
    expect(summary().tokensGiven).toBe(0)
  })

  it('never strike a call, nor do those of calls strike them', async () => {
    const sandbox = anOAuthSandbox()
    sandbox.addFault({ kind: 'answer-500', count: 1 })
    sandbox.addFault({ kind: 'oauth-500', count: 1 })
    expect((await sandbox.ask('first-refresh')).status).toBe(500)
    const { json } = await sandbox.ask('first-refresh')
    expect((await sandbox.call(json.access_token)).status).toBe(500)
    expect((await sandbox.call(json.access_token)).status).toBe(200)
  })
})
