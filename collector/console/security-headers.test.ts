import { expect, it } from 'vitest'
import { readAssets } from './assets.js'
import { openTestConsole } from './test-console.js'
import { bearing, WITH_TOKENS } from './test-tokens.js'
import { join } from 'node:path'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
]

const assets = await readAssets(join(import.meta.dirname, 'style'))

/** Of each kind one: pages, JSON, refusals by status, files, redirects. */
const ANSWERS: [string, number, string, RequestInit?][] = [
  ['a page', 200, '/'],
  ['JSON', 200, '/api/overview'],
  ['metrics', 200, '/metrics'],
  ['a file', 200, '/assets/console.css'],
  ['no such page', 404, '/nothing'],
  ['no such file', 404, '/assets/../deps.ts'],
  ['a foreign origin', 403, '/api/x', { method: 'POST', headers: { Origin: 'https://e.example' } }],
  ['a redirect', 303, '/sign-in'],
  ['a body that is too large', 413, '/sign-in', tooLarge()],
]

it.each(ANSWERS)(
  '%s is in no frame, runs nothing of others and is what it says',
  async (...given) => {
    const [, status, path, init] = given
    const { ask } = await openTestConsole({ assets })
    const answer = await ask(path, init)
    expect(answer.status).toBe(status)
    const { headers } = answer
    expect(headers.get('content-security-policy')?.split('; ').sort()).toEqual([...POLICY].sort())
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': path === '/assets/console.css' ? 'no-cache' : 'no-store',
    })
    expect(
      [...headers.keys()].filter((name) => /^access-control|powered|^server$/.test(name)),
    ).toEqual([])
  },
)

it('so is every refusal of who has not signed in', async () => {
  const { ask, turn } = await openTestConsole({ env: WITH_TOKENS })
  for (let each = 0; each < 6; each++) {
    const { headers, status } = await ask('/api/overview', { headers: bearing('wrong') })
    expect(status).toBe(each < 5 ? 401 : 429)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    turn(1)
  }
})

function tooLarge(): RequestInit {
  return { method: 'POST', headers: { 'Tamtam-Console': '1' }, body: 'x'.repeat(64 * 1024 + 1) }
}
