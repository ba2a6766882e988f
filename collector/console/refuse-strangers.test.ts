import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { listen } from '../listen.js'
import { openTestConsole } from './test-console.js'
import { bearing, cookieOf, signIn, TOKENS, WITH_TOKENS } from './test-tokens.js'

const OWN = { 'Tamtam-Console': '1' }
const FORM = 'application/x-www-form-urlencoded'

/** What the answer refuses it for; none when it was let pass, to whatever end. */
async function refusal(answer: Response | Promise<Response>): Promise<string | null> {
  const { error } = (await (await answer).json().catch(() => ({}))) as { error?: string }
  return error?.startsWith('console_') ? error : null
}

describe('without tokens', () => {
  it.each(['localhost', '127.0.0.1', '[::1]', '127.1'])('it answers to %s', async (host) => {
    const { app } = await openTestConsole()
    expect((await app.request(`http://${host}:8788/`)).status).toBe(200)
  })

  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    '10.0.0.7',
    '0.0.0.0',
  ])('it does not answer to %s, which a stranger may have pointed here', async (host) => {
    const { app } = await openTestConsole()
    for (const path of ['/', '/api/overview', '/metrics', '/assets/console.js', '/sign-in']) {
      const answer = await app.request(`http://${host}${path}`, { headers: OWN })
      expect([answer.status, await refusal(answer)]).toEqual([421, 'console_host_foreign'])
    }
  })

  it.each(['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'Via', 'X-Forwarded-Host'])(
    'what comes with %s came through a proxy from who knows where',
    async (name) => {
      const { ask } = await openTestConsole()
      const answer = await ask('/', { headers: { [name]: '127.0.0.1' } })
      expect([answer.status, await refusal(answer)]).toEqual([421, 'console_proxied'])
    },
  )
})

it('without tokens HTTP/1.0, as nginx passes on by default, came through a proxy too', async () => {
  for (const [env, status] of [
    [{}, 421],
    [WITH_TOKENS, 401],
  ] as const) {
    const { app } = await openTestConsole({ env })
    const listener = await listen(app, { host: '127.0.0.1', port: 0 })
    onTestFinished(() => listener.close())
    const say = (version: string) => speak(listener.port, `GET /api/overview HTTP/${version}`)
    expect(await say('1.0')).toContain(` ${status} `)
    expect(await say('1.1')).not.toContain(' 421 ')
  }
})

/** The first line of what a server answers. */
async function speak(port: number, line: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(`${line}\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`)
  let text = ''
  for await (const part of socket.setEncoding('utf8')) text += String(part)
  return text.split('\r\n')[0] ?? ''
}

it('with tokens it answers to every name, and behind a proxy', async () => {
  const { app } = await openTestConsole({ env: WITH_TOKENS })
  const headers = { ...bearing(TOKENS.read), 'X-Forwarded-For': '203.0.113.9' }
  expect((await app.request('https://console.example/', { headers })).status).toBe(200)
})

describe('what would change something', () => {
  const post = async (headers: Record<string, string>, path = '/api/nothing') => {
    const { ask } = await openTestConsole()
    return refusal(ask(path, { method: 'POST', headers, body: 'x=1' }))
  }
  const OURS = 'http://127.0.0.1:8788'

  it.each([
    ['a form on another site', { 'Content-Type': FORM, Origin: 'https://evil.example' }],
    ['a form in a frame without origin', { 'Content-Type': FORM, Origin: 'null' }],
    ['another site with our header', { ...OWN, Origin: 'https://evil.example' }],
    ['another port of this machine', { ...OWN, Origin: 'http://127.0.0.1:3000' }],
    ['another name of this machine', { ...OWN, Origin: 'http://localhost:8788' }],
    ['a name that begins like ours', { ...OWN, Origin: `${OURS}.evil.example` }],
    [
      'an origin that holds ours as a user',
      { ...OWN, Origin: `http://127.0.0.1:8788@evil.example` },
    ],
    ['what a browser calls cross-site', { ...OWN, 'Sec-Fetch-Site': 'cross-site' }],
    ['what a browser calls same-site', { ...OWN, 'Sec-Fetch-Site': 'same-site' }],
    ['two origins at once', { ...OWN, Origin: `${OURS}, https://evil.example` }],
  ])('is refused from %s', async (_, headers) => {
    for (const path of ['/api/nothing', '/sign-in', '/sign-out']) {
      expect(await post(headers, path)).toBe('console_origin_foreign')
    }
  })

  it.each([
    ['a form', { 'Content-Type': FORM, Origin: OURS }],
    ['JSON as text/plain', { 'Content-Type': 'text/plain' }],
    ['JSON', { 'Content-Type': 'application/json', Origin: OURS }],
    ['a form with files', { 'Content-Type': 'multipart/form-data; boundary=x' }],
    ['a password that a browser keeps', { Authorization: 'Basic eDp4' }],
  ])('is refused without our header: %s', async (_, headers) => {
    expect(await post(headers)).toBe('console_header_missing')
  })

  it.each([
    ['a page of ours', { ...OWN, Origin: OURS, 'Sec-Fetch-Site': 'same-origin' }],
    ['a page of ours behind a proxy that ends TLS', { ...OWN, Origin: 'https://127.0.0.1:8788' }],
    ['a program with our header', OWN],
    ['a program with a token', bearing(TOKENS.erase)],
  ])('is let pass from %s', async (_, headers) => {
    expect(await post(headers)).toBeNull()
  })

  it('is refused by whatever method', async () => {
    const { ask } = await openTestConsole()
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      expect(await refusal(ask('/', { method }))).toBe('console_header_missing')
    }
  })
})

describe('the forms that work without script', () => {
  it.each([
    ['the browser says where from', { 'Sec-Fetch-Site': 'same-origin' }],
    ['an older one says its origin', { Origin: 'http://127.0.0.1:8788' }],
  ])('are let pass where %s', async (_, headers) => {
    const { ask } = await openTestConsole({ env: WITH_TOKENS })
    const body = new URLSearchParams({ token: TOKENS.read })
    const signedIn = await ask('/sign-in', { method: 'POST', headers, body })
    expect(signedIn.headers.get('location')).toBe('/signed-in')
    const cookie = cookieOf(signedIn)
    const out = await ask('/sign-out', { method: 'POST', headers: { ...headers, ...cookie } })
    expect(out.headers.get('location')).toBe('/sign-in')
  })

  it('are refused where nothing is said: nobody is signed in or out by another site', async () => {
    const { ask } = await openTestConsole({ env: WITH_TOKENS })
    for (const path of ['/sign-in', '/sign-out']) {
      const { body } = signIn(TOKENS.read)
      expect(await refusal(ask(path, { method: 'POST', body: body ?? null }))).toBe(
        'console_header_missing',
      )
    }
  })
})

describe.each([
  ['without tokens', {}, {}],
  ['with tokens', WITH_TOKENS, bearing(TOKENS.erase)],
])('%s, what another site’s page has a browser ask', (_, env, token) => {
  const from = (site: string, mode: string, dest: string) => ({
    'Sec-Fetch-Site': site,
    'Sec-Fetch-Mode': mode,
    'Sec-Fetch-Dest': dest,
  })
  const PLACES = ['/', '/timeline', '/timeline.csv', '/api/timeline', '/metrics']

  it.each(['cross-site', 'same-site'])('is refused and not noted: %s', async (site) => {
    const { ask, rows } = await openTestConsole({ env })
    for (const path of PLACES) {
      for (const headers of [
        from(site, 'no-cors', 'image'),
        from(site, 'cors', 'empty'),
        from(site, 'navigate', 'iframe'),
        { 'Sec-Fetch-Site': site },
      ]) {
        for (const method of ['GET', 'HEAD']) {
          const { status } = await ask(path, { method, headers: { ...token, ...headers } })
          expect(status, `${method} ${path}`).toBe(403)
        }
      }
    }
    expect(await rows('audit')).toEqual([])
  })

  it('is shown to whoever followed a link to a page, and to a page alone', async () => {
    const { ask, rows } = await openTestConsole({ env })
    const headers = { ...token, ...from('cross-site', 'navigate', 'document') }
    const statuses = PLACES.map(async (path) => (await ask(path, { headers })).status)
    expect(await Promise.all(statuses)).toEqual([200, 200, 403, 403, 403])
    expect(await rows('audit')).toEqual([])
  })

  it.each([
    ['a page of ours', from('same-origin', 'cors', 'empty')],
    ['a bookmark', from('none', 'navigate', 'document')],
    ['a program', {}],
  ])('is no matter of %s', async (_by, headers) => {
    const { ask } = await openTestConsole({ env })
    for (const path of PLACES) {
      expect((await ask(path, { headers: { ...token, ...headers } })).status).toBe(200)
    }
  })
})
