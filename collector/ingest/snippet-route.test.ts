import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../store/test-store.js'
import { createTestApp } from '../test-app.js'
import { readSnippetFile } from './snippet-route.js'

const SCRIPT = '"use strict";console.log("tamtam")\n'.repeat(50)

async function snippetApp(script = SCRIPT) {
  const path = join(temporaryFolder(), 'tamtam.js')
  writeFileSync(path, script)
  const { app } = createTestApp({ snippet: await readSnippetFile(path) })
  return (headers: Record<string, string> = {}) => app.request('/tamtam.js', { headers })
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
