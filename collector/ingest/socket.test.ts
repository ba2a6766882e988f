import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { anEvent } from '../../wire/test-data.js'
import { bodyOf, BROWSER, ORIGIN } from '../test-app.js'
import { openTestServer } from './test-socket.js'

// Covers: what only a real socket shows, slowness, lengths that lie, two readings of one request. Leaves out what
// refusals.test.ts tells by app.request().

const MIB = 1024 * 1024
const BEACON = bodyOf([anEvent('reset')])

/** Short, so that nobody waits, and the close of the socket tells. */
const IMPATIENT = { headersMs: 40, requestMs: 60, checkEveryMs: 10 }

function head(...lines: string[]): string {
  const usual = ['Host: x', `Origin: ${ORIGIN}`, 'Content-Type: text/plain;charset=UTF-8']
  const all = ['POST /v1/events HTTP/1.1', ...usual, `User-Agent: ${BROWSER}`, ...lines]
  return `${all.join('\r\n')}\r\n\r\n`
}

const whole = (body = BEACON) => head(`Content-Length: ${body.length}`, 'Connection: close') + body

it('a beacon is taken, and its page may read that it was', async () => {
  const { send, spooled } = await openTestServer()
  const answer = await send(whole()).closed
  expect(answer).toMatch(/^HTTP\/1\.1 204 No Content\r\n/)
  expect(answer).toContain(`Access-Control-Allow-Origin: ${ORIGIN}\r\n`)
  expect(spooled()).toMatchObject([{ userAgent: BROWSER }])
})

it("the visitor's address is the socket's", async () => {
  const rateLimit = { perAddressPerSecond: 1, perAddressBurst: 1, identitiesPerAddressPerDay: 20 }
  const { send } = await openTestServer({
    rateLimit: { ...rateLimit, perSitePerSecond: 9, perSiteBurst: 9 },
  })
  const spoofed = (address: string) =>
    whole().replace('Host: x', `$&\r\nX-Forwarded-For: ${address}`)
  expect(await send(spoofed('203.0.113.1')).closed).toMatch(/^HTTP\/1\.1 204/)
  const answer = await send(spoofed('203.0.113.2')).closed
  expect(answer).toMatch(/^HTTP\/1\.1 429 [^]*Retry-After: 1\r\n[^]*rate_limited_address/)
})

describe('whoever is slow is cut off', () => {
  it.each([
    ['in the middle of the headers', 'POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['before the first header', 'POST /v1/'],
    ['in the middle of a body', head('Content-Length: 1000') + BEACON.slice(0, 20)],
    ['in the middle of a chunked body', `${head('Transfer-Encoding: chunked')}5\r\n{"v":\r\n`],
  ])('%s', async (_, bytes) => {
    const { send, spooled } = await openTestServer({ timeouts: IMPATIENT })
    expect(await send(bytes).closed).not.toMatch(/HTTP\/1\.1 2/)
    expect(spooled()).toEqual([])
  })
})

describe('no more than 64 KiB are ever read', () => {
  it('what is declared too large is refused at once, and the connection does not linger', async () => {
    const { send } = await openTestServer()
    const answer = await send(head(`Content-Length: ${10 * MIB}`)).closed
    expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*body_too_large/)
  })

  it('what is not declared is cut off as it streams', async () => {
    const { send, spooled } = await openTestServer()
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`
    const { socket, closed } = send(head('Transfer-Encoding: chunked'))
    let written = 0
    const pump = (): void => {
      while (written < 64 * MIB && !socket.destroyed && socket.write(chunk)) written += chunk.length
    }
    socket.on('drain', pump)
    pump()
    await closed
    expect(written).toBeLessThan(64 * MIB)
    expect(spooled()).toEqual([])
  })

  it('what ends at 64 KiB and a byte is told why it was refused', async () => {
    const { send } = await openTestServer()
    const size = 64 * 1024 + 1
    const chunked = `${size.toString(16)}\r\n${' '.repeat(size)}\r\n0\r\n\r\n`
    const answer = await send(head('Transfer-Encoding: chunked', 'Connection: close') + chunked)
      .closed
    expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*body_too_large/)
  })

  it('headers of more than 16 KiB are refused', async () => {
    const { send } = await openTestServer()
    expect(await send(head(`X-Long: ${'x'.repeat(16 * 1024)}`)).closed).toMatch(/^HTTP\/1\.1 431 /)
  })
})

describe('a length that lies', () => {
  it('by too little costs the beacon, and what follows is no request', async () => {
    const { send, spooled } = await openTestServer()
    const answer = await send(head('Content-Length: 10') + BEACON).closed
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(spooled()).toEqual([])
  })

  it('by too much costs the beacon once the page hangs up', async () => {
    const { send, spooled, lines } = await openTestServer()
    const { socket, closed } = send(head(`Content-Length: ${BEACON.length + 1}`) + BEACON)
    socket.end()
    await closed
    await expect.poll(() => lines).toMatchObject([{ reason: 'body_incomplete' }])
    expect(spooled()).toEqual([])
  })
})

describe('nothing is ever inflated', () => {
  const bomb = Buffer.alloc(20 * MIB, ' ')
  it.each([
    ['gzip', gzipSync(bomb)],
    ['br', brotliCompressSync(bomb.subarray(0, MIB))],
    ['deflate', deflateSync(bomb)],
    ['zstd', Buffer.from('28b52ffd', 'hex')],
    ['gzip, gzip', gzipSync(gzipSync(bomb))],
    ['identity, gzip', gzipSync(bomb)],
    ['x-unknown', Buffer.from('x')],
  ])('%s is refused for its name alone', async (encoding, body) => {
    const { send, spooled } = await openTestServer()
    const lines = [`Content-Encoding: ${encoding}`, `Content-Length: ${body.length}`]
    const answer = await send(head(...lines, 'Connection: close'), body).closed
    expect(answer).toMatch(/^HTTP\/1\.1 415 [^]*content_encoding_unsupported/)
    expect(spooled()).toEqual([])
  })
})

describe('what a proxy might read another way is no request', () => {
  const { length } = BEACON
  it.each([
    ['two lengths', [`Content-Length: ${length}`, 'Content-Length: 5']],
    ['two lengths in one', [`Content-Length: ${length}, ${length}`]],
    ['a length with a sign', [`Content-Length: +${length}`]],
    ['a length and chunks', [`Content-Length: ${length}`, 'Transfer-Encoding: chunked']],
    ['chunks of another name', ['Transfer-Encoding: xchunked']],
    ['chunks that are not last', ['Transfer-Encoding: chunked, identity']],
    ['a blank before the colon', [`Content-Length : ${length}`]],
    ['a folded header', [`X-A: b\r\n Content-Length: ${length}`, 'Transfer-Encoding: x']],
  ])('%s', async (_, lines) => {
    const { send, spooled } = await openTestServer()
    expect(await send(head(...lines) + BEACON).closed).toMatch(/^HTTP\/1\.1 400 Bad Request/)
    expect(spooled()).toEqual([])
  })
})

it('HEAD of the script has the headers of GET and no body', async () => {
  const { url } = await openTestServer()
  const answer = await fetch(`${url}/tamtam.js`, { method: 'HEAD' })
  expect([answer.status, await answer.text()]).toEqual([200, ''])
  expect(answer.headers.get('etag')).not.toBeNull()
})
