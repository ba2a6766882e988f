import { describe, expect, it } from 'vitest'
import { openTestConsole } from './test-console.js'
import { cookieOf, signIn, TOKENS, WITH_TOKENS } from './test-tokens.js'

const open = () => openTestConsole({ env: WITH_TOKENS })
const HTML = { Accept: 'text/html' }

describe('signing in', () => {
  it('leads whoever comes without to the form, and programs to the header', async () => {
    const { ask } = await open()
    const person = await ask('/', { headers: HTML })
    expect([person.status, person.headers.get('location')]).toEqual([303, '/sign-in'])
    const program = await ask('/api/overview', { headers: HTML })
    expect([program.status, program.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(await program.json()).toMatchObject({ error: 'console_token_missing' })
  })

  it('gives a cookie that no script, no other name, no other site and no plain network gets', async () => {
    const { ask } = await open()
    const answer = await ask('/sign-in', signIn(` ${TOKENS.operate}\n`))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/signed-in'])
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-tamtam=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
    const headers = { ...HTML, ...cookieOf(answer) }
    expect((await ask('/signed-in', { headers })).headers.get('location')).toBe('/')
    expect(await (await ask('/', { headers })).text()).toContain('Sign out')
  })

  it('says why when a browser did not keep the cookie', async () => {
    const { ask } = await open()
    const answer = await ask('/signed-in')
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('this browser did not keep the sign-in')
  })

  it('takes over no session that somebody else planted, and ends the one before', async () => {
    const { ask } = await open()
    const planted = { Cookie: `__Host-tamtam=${'A'.repeat(43)}` }
    const first = cookieOf(await ask('/sign-in', signIn(TOKENS.read, planted)))
    expect(first).not.toEqual(planted)
    expect((await ask('/', { headers: planted })).status).toBe(401)
    const second = cookieOf(await ask('/sign-in', signIn(TOKENS.read, first)))
    const statuses = [first, second].map(async (headers) => (await ask('/', { headers })).status)
    expect(await Promise.all(statuses)).toEqual([401, 200])
  })

  it('without tokens there is nothing to sign in with', async () => {
    const { ask } = await openTestConsole()
    for (const init of [{}, signIn('x')]) {
      const answer = await ask('/sign-in', init)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
    }
  })

  it('a session ends after a working day', async () => {
    const { ask, turn } = await open()
    const headers = cookieOf(await ask('/sign-in', signIn(TOKENS.read)))
    turn(12 * 60 * 60_000)
    expect((await ask('/', { headers })).status).toBe(401)
  })

  it('a page that is looked at as its session ends goes to the sign-in', async () => {
    const { ask } = await open()
    const answer = await ask('/', { headers: { 'HX-Request': 'true', Accept: '*/*' } })
    expect(answer.headers.get('hx-redirect')).toBe('/sign-in')
  })
})

describe('signing out', () => {
  it('ends the session at the collector, not just in the browser', async () => {
    const { ask } = await open()
    const cookie = cookieOf(await ask('/sign-in', signIn(TOKENS.erase)))
    const headers = { ...cookie, 'Sec-Fetch-Site': 'same-origin' }
    const answer = await ask('/sign-out', { method: 'POST', headers })
    expect(answer.headers.get('location')).toBe('/sign-in')
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-tamtam=; Max-Age=0; Path=\/; Secure$/)
    expect((await ask('/', { headers: cookie })).status).toBe(401)
  })

  it('by script leads to the form too, and without a session does no harm', async () => {
    const { ask } = await open()
    const headers = { 'Tamtam-Console': '1', 'HX-Request': 'true' }
    const answer = await ask('/sign-out', { method: 'POST', headers })
    expect([answer.status, answer.headers.get('hx-redirect')]).toEqual([204, '/sign-in'])
  })
})

describe('the audit log', () => {
  it('has who came, who was refused and who went, and no token', async () => {
    const { ask, rows, turn } = await open()
    await ask('/sign-in', signIn('w'.repeat(30)))
    turn(15 * 60_000)
    await ask('/api/overview', { headers: { Authorization: 'Bearer wrong-wrong-wrong' } })
    const cookie = cookieOf(await ask('/sign-in', signIn(TOKENS.operate)))
    await ask('/sign-out', { method: 'POST', headers: { ...cookie, 'Tamtam-Console': '1' } })
    const noted = await rows('audit')
    expect(noted).toMatchObject([
      { actor: 'console', action: 'sign_in_refused' },
      { actor: 'api', action: 'sign_in_refused' },
      { actor: 'console:operate', action: 'sign_in' },
      { actor: 'console:operate', action: 'sign_out' },
    ])
    expect(JSON.stringify(noted)).not.toMatch(/www|wrong|ooo/)
  })

  it('that is away holds nobody up, and the log has it instead', async () => {
    const { ask, lines, loseStore } = await open()
    loseStore()
    expect((await ask('/sign-in', signIn(TOKENS.read))).status).toBe(303)
    expect(lines).toMatchObject([{ event: 'audit_not_kept', action: 'sign_in' }])
  })
})
