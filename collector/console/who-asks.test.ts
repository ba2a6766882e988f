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
  it.each(['in the header', 'in the form', 'in both'])('%s, none is looked at', async (where) => {
    const { ask, turn } = await open()
    for (let each = 0; each < 5; each++) {
      const byForm = where === 'in the form' || (where === 'in both' && each % 2 === 0)
      const init = byForm ? signIn(WRONG) : { headers: bearing(WRONG) }
      expect((await ask(byForm ? '/sign-in' : '/api/overview', init)).status).toBe(401)
    }
    const asked = await ask('/api/overview', { headers: bearing(TOKENS.erase) })
    expect([asked.status, asked.headers.get('retry-after')]).toEqual([429, '900'])
    expect(await asked.json()).toMatchObject({ error: 'console_locked_out' })
    const form = await ask('/sign-in', signIn(TOKENS.erase))
    expect([form.status, form.headers.get('set-cookie')]).toEqual([429, null])
    turn(15 * 60_000)
    expect((await ask('/', { headers: bearing(TOKENS.erase) })).status).toBe(200)
  })

  it('who has signed in before goes on', async () => {
    const { ask } = await open()
    const session = cookieOf(await ask('/sign-in', signIn(TOKENS.read)))
    for (let each = 0; each < 6; each++) await ask('/', { headers: bearing(WRONG) })
    expect((await ask('/', { headers: session })).status).toBe(200)
    expect((await ask('/', { headers: bearing(TOKENS.read) })).status).toBe(429)
  })

  it('the audit log has five of them, however many follow', async () => {
    const { ask, rows } = await open()
    for (let each = 0; each < 20; each++) await ask('/sign-in', signIn(WRONG))
    expect(await rows('audit')).toHaveLength(5)
  })

  it('who says it comes from elsewhere is not believed', async () => {
    const { ask } = await open()
    for (let each = 0; each < 6; each++) {
      await ask('/', { headers: { ...bearing(WRONG), 'X-Forwarded-For': `203.0.113.${each}` } })
    }
    expect((await ask('/', { headers: bearing(TOKENS.read) })).status).toBe(429)
  })
})

it('a request without a token is no guess', async () => {
  const { ask } = await open()
  for (let each = 0; each < 20; each++) await ask('/')
  expect((await ask('/', { headers: bearing(TOKENS.read) })).status).toBe(200)
})

it('limitation: behind a proxy all operators are one address, and one who guesses locks all out of signing in', async () => {
  const { ask } = await open()
  for (let each = 0; each < 5; each++) {
    await ask('/sign-in', signIn(WRONG, { 'X-Forwarded-For': '203.0.113.9' }))
  }
  const other = signIn(TOKENS.erase, { 'X-Forwarded-For': '198.51.100.4' })
  expect((await ask('/sign-in', other)).status).toBe(429)
})
