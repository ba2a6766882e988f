import { describe, expect, it } from 'vitest'
import { requestCustomerToken } from './oauth.js'
import { HUNG_UP, scriptFetch, TIMED_OUT, type ScriptedAnswer } from './test-gong.js'

const SPENT = "spent+/='~!token"
const TOKEN = {
  access_token: 'eyJ.access.1',
  refresh_token: 'next-1',
  api_base_url_for_customer: 'https://company-17.api.gong.io',
  expires_in: 86_400,
  token_type: 'Bearer',
  scope: 'api:digital-interactions:write',
}

async function ask(answer: ScriptedAnswer, oauthBaseUrl?: string) {
  const { fetch, calls } = scriptFetch(answer)
  const options = { clientId: 'id', clientSecret: 'client-secret', fetch, timeoutMs: 15_000 }
  const token = await requestCustomerToken(
    { ...options, ...(oauthBaseUrl !== undefined && { oauthBaseUrl }) },
    SPENT,
  )
  return { token, calls }
}

const tokenOf = async (answer: ScriptedAnswer) => (await ask(answer)).token
const given = (changes: object) => tokenOf({ status: 200, body: { ...TOKEN, ...changes } })

describe('the call', () => {
  it('is one POST by client id and secret that follows no redirect', async () => {
    const { token, calls } = await ask({ status: 200, body: TOKEN })
    expect(token).toEqual({
      kind: 'token',
      accessToken: 'eyJ.access.1',
      refreshToken: 'next-1',
      apiBaseUrl: 'https://company-17.api.gong.io',
      expiresInSeconds: 86_400,
    })
    expect(calls).toMatchObject([{ init: { method: 'POST', redirect: 'manual' } }])
    const { origin, pathname, searchParams } = new URL(calls[0]?.url ?? '')
    expect(`${origin}${pathname}`).toBe('https://app.gong.io/oauth2/generate-customer-token')
    expect(Object.fromEntries(searchParams)).toEqual({
      grant_type: 'refresh_token',
      refresh_token: SPENT,
    })
    const basic = `Basic ${Buffer.from('id:client-secret').toString('base64')}`
    expect(calls[0]?.headers.get('authorization')).toBe(basic)
    expect(calls[0]?.init.signal).toBeInstanceOf(AbortSignal)
  })

  it('may go to another place, such as the sandbox', async () => {
    const { calls } = await ask({ status: 200, body: TOKEN }, 'http://127.0.0.1:9')
    expect(calls[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:9\/oauth2\/generate-customer-token\?/)
  })
})

describe('the address of a company', () => {
  it.each([
    ['https://us-77.api.gong.io/', 'https://us-77.api.gong.io'],
    ['https://gong.io', 'https://gong.io'],
    ['http://localhost:8790', 'http://localhost:8790'],
    ['http://127.0.0.1:8790/gong/', 'http://127.0.0.1:8790/gong'],
    ['https://[::1]:8790', 'https://[::1]:8790'],
  ])('%s is used as %s', async (address, apiBaseUrl) => {
    const token = await given({ api_base_url_for_customer: address })
    expect(token).toMatchObject({ kind: 'token', apiBaseUrl })
  })

  it.each([
    'http://us-77.api.gong.io',
    'https://gong.io.evil.example',
    'https://evilgong.io',
    'https://gong.io@evil.example',
    'https://evil.example/gong.io',
    'https://user:word@api.gong.io',
    'https://api.gong.io?to=1',
    'http://127.0.0.1.evil.example',
    'ftp://localhost',
    'api.gong.io',
    '',
  ])('%s is not used, and the next refresh token is kept', async (address) => {
    expect(await given({ api_base_url_for_customer: address })).toEqual({
      kind: 'unusable',
      detail: 'api_base_url_for_customer: must be an https address of gong.io',
      refreshToken: 'next-1',
    })
  })
})

describe('an answer that is no token', () => {
  it.each([
    { access_token: undefined },
    { access_token: 'two\r\nlines' },
    { expires_in: '1 day' },
    { expires_in: 0 },
  ])('with %o is unusable, and names the key', async (changes) => {
    const [key = ''] = Object.keys(changes)
    const token = await given(changes)
    expect(token).toMatchObject({ kind: 'unusable', refreshToken: 'next-1' })
    expect('detail' in token && token.detail).toContain(key)
  })

  it('without a next refresh token is unusable', async () => {
    const token = await given({ refresh_token: undefined })
    expect(token).toMatchObject({ kind: 'unusable', refreshToken: null })
  })

  it.each([
    ['a page', '<html></html>'],
    ['a list', '[]'],
    ['nothing', ''],
    ['more than we read', JSON.stringify({ ...TOKEN, more: 'x'.repeat(64 * 1024) })],
  ])('but %s is not Gong’s, and may be a token later', async (_title, body) => {
    const token = await tokenOf({ status: 200, body })
    expect(token).toMatchObject({ kind: 'away', answer: { status: 200, isGongs: false } })
  })

  it.each([302, 404, 409])('but status %i is unusable', async (status) => {
    const token = await tokenOf({ status, body: { errors: ['no such thing'] } })
    const detail = `status ${status}: no such thing`
    expect(token).toEqual({ kind: 'unusable', detail, refreshToken: null })
  })

  it.each([400, 401, 403])('but status %i is a refusal in Gong’s words', async (status) => {
    const token = await tokenOf({ status, body: { errors: ['Invalid refresh token'] } })
    expect(token).toEqual({ kind: 'refused', status, detail: 'Invalid refresh token' })
  })

  it("may be a refusal in OAuth's words", async () => {
    const body = { error: 'invalid_grant', error_description: 'token was used' }
    const token = await tokenOf({ status: 400, body })
    expect(token).toMatchObject({ kind: 'refused', detail: 'invalid_grant; token was used' })
  })

  it.each([408, 429, 500, 503])('but status %i may be a token later', async (status) => {
    const token = await tokenOf({ status, headers: { 'retry-after': '7' } })
    expect(token).toMatchObject({ kind: 'away', answer: { status, retryAfter: '7' } })
  })

  it('but a fault of the network may be a token later', async () => {
    expect(await tokenOf(TIMED_OUT)).toEqual({ kind: 'away', answer: { kind: 'timeout' } })
    expect(await tokenOf(HUNG_UP)).toMatchObject({
      kind: 'away',
      answer: { kind: 'unreachable', fault: 'connection' },
    })
  })
})

describe('tokens and secrets', () => {
  const url = `https://app.gong.io/?refresh_token=${encodeURIComponent(SPENT)}`
  const echo = `${SPENT} of id:client-secret at ${url}`

  it.each<[string, ScriptedAnswer]>([
    ['a refusal', { status: 400, body: { errors: [echo] } }],
    ["a refusal in OAuth's words", { status: 401, body: { error_description: echo } }],
    ['an odd status', { status: 404, body: { errors: [echo] } }],
    ['a fault of theirs', { status: 500, body: { errors: [echo] } }],
    ['a fault of the network', { fails: new TypeError(echo) }],
    ['an odd token', { status: 200, body: { ...TOKEN, access_token: `${SPENT}\n` } }],
  ])('are in no word of %s', async (_title, answer) => {
    const told = JSON.stringify(await tokenOf(answer))
    for (const secret of [SPENT, encodeURIComponent(SPENT), 'client-secret', 'eyJ']) {
      expect(told).not.toContain(secret)
    }
  })
})
