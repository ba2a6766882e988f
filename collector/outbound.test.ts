import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { anEvent, onPage } from '../wire/test-data.js'
import { createGongClient } from './gong/client.js'
import { FULL } from './gong/test-bodies.js'
import { ACCEPTED } from './gong/test-gong.js'
import { aSpooledBeacon } from './store/test-store.js'
import { openTestPipeline, QUIET_MS } from './test-pipeline.js'

const here = import.meta.dirname

/** What makes a connection: fetch, or one of Node's modules for values, not for types alone. */
const CONNECTS =
  /\bfetch\(|^import (?!type)[^;]*?\b(?:request|get|connect|createConnection|lookup|resolve\w*)\b[^;]*? from 'node:(?:http|https|http2|net|tls|dns|dgram)(?:\/\w+)?'|from 'undici'/m

it('connections are made to Gong and by what an operator types, and nowhere else', () => {
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|(^|\/)test-[^/]*\.ts$/.test(file))
    // Runs in the operator's browser, whose policy lets it ask its own origin alone.
    .filter((file) => !file.startsWith('console/browser/'))
  const connecting = files.filter((file) => CONNECTS.test(readFileSync(join(here, file), 'utf8')))
  expect(connecting.sort()).toEqual([
    'cli/ask-collector.ts', // tamtam share --collector
    'doctor/reach.ts', // tamtam doctor, to the address of Gong
    'gong/exchange.ts',
    'open-gong.ts', // Hands exchange.ts a fetch that can be hurried.
  ])
})

it.each([
  'http://169.254.169.254/latest/meta-data/',
  'http://127.0.0.1:8788/api/privacy',
  'http://[::1]/',
  'http://localhost:5432/',
  'https://rebound.evil.example/',
])('an address that a page sends is carried and never asked: %s', async (url) => {
  const test = await openTestPipeline(ACCEPTED)
  const video = { ...anEvent('video_progress').video, url }
  const target = { ...anEvent('click').target, href: url }
  const at = { ...onPage(url, url), trackingId: 't-1' }
  const page = { ...at.page, referrer: url, canonicalUrl: url }
  const events = [
    anEvent('page_view', { ...at, page }),
    anEvent('click', { ...at, page, target, outbound: true }),
    anEvent('file_download', { ...at, page, href: url }),
    anEvent('video_progress', { ...at, page, video }),
    anEvent('search', { ...at, page, url }),
  ]
  test.append(aSpooledBeacon(events))
  await test.stages.forward()
  await test.stages.stitch()
  await test.stages.fold()
  test.turn(2 * QUIET_MS)
  await test.stages.seal()
  await test.stages.assign()
  await test.deliver()
  expect(test.calls).toHaveLength(events.length)
  const asked = new Set(test.calls.map((call) => call.url))
  expect([...asked]).toEqual(['https://gong.example/v2/digital-interaction'])
  // Nor is it handed to sellers as the page's: its origin is none of the site's.
  expect(JSON.stringify(test.calls.map(({ body }) => body))).not.toContain('"contentUrl"')
})

it.each([301, 302, 303, 307, 308])('where Gong sends us on by %i, nobody goes', async (status) => {
  let asked = 0
  const elsewhere = await serve((_, answer) => {
    asked++
    answer.end('{}')
  })
  const baseUrl = await serve((_, answer) => {
    answer.writeHead(status, { Location: elsewhere }).end()
  })
  const client = createGongClient({
    baseUrl,
    accessKey: 'key',
    accessKeySecret: 'secret',
    fetch,
    timeoutMs: 5000,
  })
  const answer = await client.send({
    name: 'digital-interaction',
    body: FULL['digital-interaction'],
  })
  expect(answer).toMatchObject({ kind: 'answer', status, isGongs: false })
  expect(asked).toBe(0)
})

/** A server of this machine until the test's end; resolves to its address. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // A string only for a pipe.
  return `http://127.0.0.1:${port}`
}
