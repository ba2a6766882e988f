import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../store/test-store.js'
import { readAssets } from './assets.js'
import { openTestConsole } from './test-console.js'
import { WITH_TOKENS } from './test-tokens.js'

async function open() {
  const folder = temporaryFolder()
  for (const name of ['a.js', 'b.css', 'c.js.map', 'd.html', '.env']) {
    writeFileSync(join(folder, name), `of ${name}`)
  }
  return openTestConsole({ assets: await readAssets(folder), env: WITH_TOKENS })
}

it('serves scripts and styles, also to who signs in', async () => {
  const { ask } = await open()
  for (const [name, type] of [
    ['a.js', 'text/javascript; charset=utf-8'],
    ['b.css', 'text/css; charset=utf-8'],
  ]) {
    const answer = await ask(`/assets/${name}`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
    expect(await answer.text()).toBe(`of ${name}`)
  }
})

it('a file that a browser has is not sent again, and a changed one is', async () => {
  const { ask } = await open()
  const etag = (await ask('/assets/a.js')).headers.get('etag') ?? ''
  const again = await ask('/assets/a.js', { headers: { 'If-None-Match': etag } })
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
  expect((await ask('/assets/a.js', { headers: { 'If-None-Match': '"old"' } })).status).toBe(200)
})

it.each([
  'c.js.map',
  'd.html',
  '.env',
  '',
  '..%2fdeps.ts',
  '%2e%2e/deps.ts',
  'a.js%00',
  '__proto__',
])('nothing else is there: %j', async (name) => {
  const { ask } = await open()
  const answer = await ask(`/assets/${name}`)
  expect([401, 404]).toContain(answer.status)
  expect(await answer.text()).not.toMatch(/^of /)
})
