import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../store/test-store.js'
import { createTestApp } from '../test-app.js'
import { readSnippetFile } from './snippet-route.js'

const OWN_PATHS = { script: '/assets/site.js', events: '/collect' }
const SCRIPT = '"use strict";console.log("tamtam")\n'.repeat(50)

async function snippetApp(script = SCRIPT) {
  const path = join(temporaryFolder(), 'tamtam.js')
  writeFileSync(path, script)
  const { app } = createTestApp({ snippet: await readSnippetFile(path), paths: OWN_PATHS })
  return (headers: Record<string, string> = {}, at = '/tamtam.js', method = 'GET') =>
    app.request(at, { headers, method })
}

/** What a build asks for before it writes a tag. */
async function manifestOf(get: Awaited<ReturnType<typeof snippetApp>>) {
  return (await (await get({}, '/tamtam.json')).json()) as { script: string; integrity: string }
}

const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer())

describe('GET /tamtam.js', () => {
  it('is served as brotli, gzip or plain, as the browser likes it', async () => {
    const get = await snippetApp()
    const brotli = await get({ 'Accept-Encoding': 'gzip, deflate, br, zstd' })
    expect(brotli.headers.get('content-encoding')).toBe('br')
    expect(brotliDecompressSync(await bytesOf(brotli)).toString()).toBe(SCRIPT)

    const gzip = await get({ 'Accept-Encoding': 'gzip, deflate' })
    expect(gzip.headers.get('content-encoding')).toBe('gzip')
    expect(gunzipSync(await bytesOf(gzip)).toString()).toBe(SCRIPT)

    const plain = await get()
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(await plain.text()).toBe(SCRIPT)
  })

  it('is not compressed in a way that is refused by q=0', async () => {
    const get = await snippetApp()
    const answers = ['br;q=0, gzip', 'br; q=0.0, gzip;q=0', 'br;q=0.5'].map(async (accepted) =>
      (await get({ 'Accept-Encoding': accepted })).headers.get('content-encoding'),
    )
    expect(await Promise.all(answers)).toEqual(['gzip', null, 'br'])
  })

  it('may be loaded by pages of any origin and is asked for again after five minutes', async () => {
    const get = await snippetApp()
    expect(Object.fromEntries((await get()).headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': expect.stringContaining('max-age=300') as string,
      'content-type': 'text/javascript; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    })
  })

  it('is 304 for whoever has it, also when a proxy has weakened the tag', async () => {
    const get = await snippetApp()
    const etag = (await get()).headers.get('etag') ?? ''
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const answer = await get({ 'If-None-Match': known })
      expect([answer.status, await answer.text()]).toEqual([304, ''])
    }
    expect((await get({ 'If-None-Match': '"other"' })).status).toBe(200)
  })

  it('has another tag when it is another script', async () => {
    const [one, other] = [await snippetApp('a'), await snippetApp('b')]
    expect((await one()).headers.get('etag')).not.toBe((await other()).headers.get('etag'))
  })
})

describe('the name that never changes', () => {
  const NEVER = 'public, max-age=31536000, immutable'

  it('is told together with the integrity value, for a short while and to any page', async () => {
    const get = await snippetApp()
    const answer = await get({}, '/tamtam.json')
    expect(await answer.json()).toEqual({
      script: expect.stringMatching(/^\/assets\/site-[\w-]{22}\.js$/) as string,
      integrity: expect.stringMatching(/^sha384-[A-Za-z0-9+/]{64}$/) as string,
    })
    expect(answer.headers.get('cache-control')).toBe('public, max-age=60')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('stays in caches for ever, for tags with an integrity value too', async () => {
    const get = await snippetApp()
    const { script } = await manifestOf(get)
    for (const at of [script, script.replace('/assets/site', '/tamtam')]) {
      const answer = await get({}, at)
      expect([answer.status, await answer.text()]).toEqual([200, SCRIPT])
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'access-control-allow-origin': '*',
        'cache-control': NEVER,
        'content-type': 'text/javascript; charset=utf-8',
        'cross-origin-resource-policy': 'cross-origin',
        vary: 'Accept-Encoding',
      })
    }
  })

  it('has the integrity value in each encoding', async () => {
    const get = await snippetApp()
    const { script, integrity } = await manifestOf(get)
    const decoders = { br: brotliDecompressSync, gzip: gunzipSync, identity: (b: Buffer) => b }
    for (const at of [script, '/tamtam.js', '/assets/site.js']) {
      for (const [encoding, decode] of Object.entries(decoders)) {
        const answer = await get({ 'Accept-Encoding': encoding }, at)
        expect(answer.headers.get('content-encoding') ?? 'identity').toBe(encoding)
        const hash = createHash('sha384').update(decode(await bytesOf(answer)))
        expect(`sha384-${hash.digest('base64')}`).toBe(integrity)
      }
    }
  })

  it('is another one for another script, and an old one is gone', async () => {
    const [one, other] = [await snippetApp('a'), await snippetApp('b')]
    const { script } = await manifestOf(one)
    expect((await manifestOf(other)).script).not.toBe(script)
    expect((await other({}, script)).status).toBe(404)
  })

  it('is 304 for whoever has it', async () => {
    const get = await snippetApp()
    const { script } = await manifestOf(get)
    const etag = (await get({}, script)).headers.get('etag') ?? ''
    expect((await get({ 'If-None-Match': etag }, script)).status).toBe(304)
  })
})

it('HEAD tells what GET would, without the script', async () => {
  const get = await snippetApp()
  const { script } = await manifestOf(get)
  for (const at of ['/tamtam.js', '/assets/site.js', script, '/tamtam.json']) {
    const [head, whole] = [await get({}, at, 'HEAD'), await get({}, at)]
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(head.headers.get('cache-control')).toBe(whole.headers.get('cache-control'))
    expect(head.headers.get('etag')).toBe(whole.headers.get('etag'))
  }
})
