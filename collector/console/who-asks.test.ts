import { describe, expect, it } from 'vitest'
import { openTestConsole } from './test-console.js'
import { bearing, cookieOf, signIn, TOKENS, WITH_TOKENS } from './test-tokens.js'

const open = () => openTestConsole({ env: WITH_TOKENS })
const WRONG = 'w'.repeat(20)

describe('a token in the header', () => {
  it.each([
    ['is taken', `Bearer ${TOKENS.read}`, 200],
    ['is taken in small letters', `bearer  ${TOKENS.read}`, 200],
    ['is refused alone', TOKENS.read, 401],
    ['is refused as a password', `Basic ${btoa(`:${TOKENS.read}`)}`, 401],
    ['is refused with its scope', `Bearer read:${TOKENS.read}`, 401],
    ['is refused with more behind it', `Bearer ${TOKENS.read} x`, 401],
    ['is refused when empty', 'Bearer ', 401],
  ])('%s', async (_, authorization, status) => {
    const { ask } = await open()
    const answer = await ask('/api/overview', { headers: { Authorization: authorization } })
    expect(answer.status).toBe(status)
  })

  it('in the address or in a cookie is none', async () => {
    const { ask } = await open()
    for (const path of [`/?token=${TOKENS.read}`, `/?access_token=${TOKENS.read}`]) {
      expect((await ask(path)).status).toBe(401)
    }
    for (const name of ['__Host-tamtam', 'tamtam', 'token']) {
      const headers = { Cookie: `${name}=${TOKENS.read}` }
      expect((await ask('/', { headers })).status).toBe(401)
    }
  })
})

it('a session counts by its whole name only', async () => {
  const { ask } = await open()
  const { Cookie } = cookieOf(await ask('/sign-in', signIn(TOKENS.read)))
  const bare = Cookie.replace('__Host-', '')
  const secure = Cookie.replace('__Host-', '__Secure-')
  for (const other of [bare, secure, `${Cookie}x`]) {
    expect((await ask('/', { headers: { Cookie: other } })).status).toBe(401)
  }
})

describe('after five wrong tokens', () => {
  it.each(['in the header', 'in the form', 'in both'])(
    '%s, whoever brings one more is told to come later, and a right one passes',
    async (where) => {
      const { ask, turn } = await open()
      for (let each = 0; each < 5; each++) {
        const byForm = where === 'in the form' || (where === 'in both' && each % 2 === 0)
        const init = byForm ? signIn(WRONG) : { headers: bearing(WRONG) }
        expect((await ask(byForm ? '/sign-in' : '/api/overview', init)).status).toBe(401)
      }
      const wrong = () => ask('/api/overview', { headers: bearing(WRONG) })
      const asked = await wrong()
      expect([asked.status, asked.headers.get('retry-after')]).toEqual([429, '900'])
      expect(await asked.json()).toMatchObject({ error: 'console_locked_out' })
      const form = await ask('/sign-in', signIn(WRONG))
      expect([form.status, form.headers.get('retry-after')]).toEqual([429, '900'])

      expect((await ask('/', { headers: bearing(TOKENS.read) })).status).toBe(200)
      const signedIn = await ask('/sign-in', signIn(TOKENS.erase))
      expect((await ask('/', { headers: cookieOf(signedIn) })).status).toBe(200)
      expect((await wrong()).status).toBe(429)
      turn(15 * 60_000)
      expect((await wrong()).status).toBe(401)
    },
  )

  it('who has signed in before goes on', async () => {
    const { ask } = await open()
    const session = cookieOf(await ask('/sign-in', signIn(TOKENS.read)))
    for (let each = 0; each < 6; each++) await ask('/', { headers: bearing(WRONG) })
    expect((await ask('/', { headers: session })).status).toBe(200)
  })

  it('the audit log has one line of them, however many follow and however they came', async () => {
    const { ask, rows } = await open()
    for (let each = 0; each < 20; each++) {
      await ask('/sign-in', signIn(WRONG))
      await ask('/api/overview', { headers: bearing(WRONG) })
    }
    expect(await rows('audit')).toHaveLength(1)
  })

  it('who says it comes from elsewhere is not believed', async () => {
    const { ask } = await open()
    const wrong = (each: number) =>
      ask('/', { headers: { ...bearing(WRONG), 'X-Forwarded-For': `203.0.113.${each}` } })
    for (let each = 0; each < 5; each++) await wrong(each)
    expect((await wrong(5)).status).toBe(429)
  })

  it('all of a /64 of IPv6 are one, and IPv4 is itself on a listener for both', async () => {
    const { app } = await open()
    const from = async (address: string) => {
      const socket = { remoteAddress: address, remotePort: 1, remoteFamily: 'IPv6' }
      const env = { incoming: { socket, httpVersion: '1.1' } }
      const init = { headers: bearing(WRONG) }
      return (await app.request('http://127.0.0.1:8788/', init, env)).status
    }
    for (let each = 0; each < 5; each++) await from(`2001:db8::${each}`)
    for (let each = 0; each < 5; each++) await from('::ffff:203.0.113.9')
    expect(await from('2001:db8::5:6:7:8')).toBe(429)
    expect(await from('2001:db8:0:1::1')).toBe(401)
    expect(await from('::ffff:203.0.113.9')).toBe(429)
    expect(await from('::ffff:203.0.113.8')).toBe(401)
  })
})

it('a request without a token is no guess', async () => {
  const { ask } = await open()
  for (let each = 0; each < 20; each++) await ask('/')
  expect((await ask('/', { headers: bearing(TOKENS.read) })).status).toBe(200)
})

it.each(['Basic eDp4', 'Basic x', 'Bearer', 'x'])(
  '%j is no token: it is no guess, and in no audit log',
  async (authorization) => {
    const { ask, rows } = await open()
    for (let each = 0; each < 20; each++) {
      const answer = await ask('/api/overview', { headers: { Authorization: authorization } })
      expect(answer.status).toBe(401)
    }
    expect(await rows('audit')).toEqual([])
  },
)

it('behind a proxy all operators are one address, and one who guesses locks nobody out', async () => {
  const { ask } = await open()
  for (let each = 0; each < 9; each++) {
    await ask('/sign-in', signIn(WRONG, { 'X-Forwarded-For': '203.0.113.9' }))
  }
  const other = signIn(TOKENS.erase, { 'X-Forwarded-For': '198.51.100.4' })
  expect((await ask('/sign-in', other)).status).toBe(303)
})
