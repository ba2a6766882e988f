import { expect, it } from 'vitest'
import { SCOPES, type Scope } from '../lib/admin-tokens.js'
import { openTestConsole } from './test-console.js'
import { bearing, cookieOf, signIn, TOKENS, WITH_TOKENS } from './test-tokens.js'

// Asks all routes that there are, so that what is added is covered by itself.

/** What nobody needs to be signed in for. */
const FOR_ALL = new Set(['/sign-in', '/signed-in', '/sign-out', '/assets/:name'])

/** What is done to people's data takes more than to send something again. */
const OF_PEOPLE = /privacy|erase|export|person|people/

const OWN = { 'Tamtam-Console': '1' }

async function openRoutes() {
  const test = await openTestConsole({ env: WITH_TOKENS })
  const routes = test.app.routes
    .filter(({ method, path }) => method !== 'ALL' && !FOR_ALL.has(path))
    .map(({ method, path }) => ({ method, path: path.replace(/:\w+(\{[^}]*\})?\??/g, 'x') }))
  return {
    ...test,
    routes,
    acts: routes.filter(({ method }) => method !== 'GET'),
    reads: routes.filter(({ method }) => method === 'GET'),
  }
}

it('there are pages, each for people and for programs; nothing changes but by POST to /api', async () => {
  const { reads, acts } = await openRoutes()
  expect(reads.length).toBeGreaterThanOrEqual(3)
  for (const { method, path } of acts) expect(`${method} ${path}`).toMatch(/^POST \/api\//)
})

it('nobody, a wrong token and a made up session are refused everything', async () => {
  const { routes, ask, turn } = await openRoutes()
  for (const { method, path } of routes) {
    for (const headers of [
      {},
      { Cookie: `__Host-tamtam=${'A'.repeat(43)}` },
      bearing('w'.repeat(20)),
    ]) {
      const answer = await ask(path, { method, headers: { ...headers, ...OWN } })
      expect(answer.status, `${method} ${path}`).toBe(401)
      expect(await answer.json()).toMatchObject({ error: 'console_token_missing' })
    }
    // Longer than guesses count together.
    turn(16 * 60_000)
  }
})

it('every scope is shown everything', async () => {
  const { reads, ask } = await openRoutes()
  for (const { method, path } of reads) {
    for (const scope of SCOPES) {
      const { status } = await ask(path, { method, headers: bearing(TOKENS[scope]) })
      expect([200, 400, 404], `${path} by ${scope}`).toContain(status)
    }
  }
})

it('nothing is done by who may only read, and nothing to people but by who may erase', async () => {
  const { acts, ask } = await openRoutes()
  for (const { path } of acts) {
    const needs: Scope = OF_PEOPLE.test(path) ? 'erase' : 'operate'
    for (const scope of SCOPES) {
      const isAllowed = SCOPES.indexOf(scope) >= SCOPES.indexOf(needs)
      const session = cookieOf(await ask('/sign-in', signIn(TOKENS[scope])))
      for (const who of [bearing(TOKENS[scope]), { ...session, ...OWN }]) {
        const { status } = await ask(path, { method: 'POST', headers: who, body: 'no JSON' })
        expect(status === 403, `${path} by ${scope}`).toBe(!isAllowed)
        expect([200, 400, 403, 404, 409]).toContain(status)
      }
    }
  }
})
