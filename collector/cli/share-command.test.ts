import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BETA_KEY, KEY, openTestApi } from '../api/test-api.js'
import { aSite, siteMap } from '../lib/test-sites.js'
import { listen } from '../listen.js'
import { openTestCli } from './test-cli.js'

const SHARE = ['share', '--site', 'acme-www', '--url', 'https://www.acme.com/offers/7']
const TO_ADA = [...SHARE, '--to', 'ada@example.org']
const CALLS = siteMap(aSite({ engagementCalls: true }))

/** A command line with its key, and a collector on a port of this machine. */
async function openWithCollector({ sites = CALLS, keys = `acme-www:${KEY}` } = {}) {
  const api = await openTestApi({ sites })
  const server = await listen(api.app, { host: '127.0.0.1', port: 0, closeGraceMs: 0 })
  onTestFinished(() => server.close())
  const env = { TAMTAM_SECRET_KEYS: keys, PORT: String(server.port) }
  return { ...openTestCli({ env }), rows: api.rows, port: server.port }
}

/** Something else that answers each request so. */
async function answering(status: number, body: string, headers: Record<string, string> = {}) {
  const server = createServer((_, response) => response.writeHead(status, headers).end(body))
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => void server.close())
  // It listens on a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('tamtam share', () => {
  it('lists a link for each recipient, and says that Gong is told', async () => {
    const { run, rows, port } = await openWithCollector()
    const { code, out, err } = await run(...TO_ADA, 'Bob <bob@example.org>', '--subject', 'Offer')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^recipient +link +until$/),
      expect.stringMatching(
        new RegExp(`^ada@example.org +http://127.0.0.1:${port}/l/[\\w-]{22} +2027-02-15$`),
      ),
      expect.stringMatching(/^bob@example.org +http/),
      expect.stringMatching(/^Share [0-9a-f-]{36}: Gong is told of it\.$/),
    ])
    expect(await rows('links')).toHaveLength(2)
  })

  it('says so where Gong is told nothing', async () => {
    const { run } = await openWithCollector({ sites: siteMap(aSite()) })
    const { out } = await run(...TO_ADA)
    expect(out).toContain('Gong is not told of it, since acme-www has no engagementCalls')
  })

  it('sends all that it is told, and gives programs all that came back', async () => {
    const { run, folder, rows } = await openWithCollector()
    const file = join(folder, 'people.txt')
    writeFileSync(file, '# our people\n\n"Grace Hopper" <grace@example.org>\r\nada@example.org\n')
    const message = ['--title', 'Seven', '--subject', 'Offer', '--body', '<p>Here.</p>']
    const sender = ['--from', 'sam@acme.com', '--from-name', 'Sam']
    const { code, out } = await run(...TO_ADA, '--to-file', file, ...message, ...sender, '--json')
    expect(code).toBe(0)
    const made = JSON.parse(out) as { shareId: string }
    expect(made).toMatchObject({
      reported: true,
      links: [{ email: 'ada@example.org' }, { name: 'Grace Hopper', email: 'grace@example.org' }],
    })
    const [row] = await rows('interactions')
    expect(JSON.parse(row?.content ?? '')).toMatchObject({
      title: 'Seven',
      share: {
        shareId: made.shareId,
        sharer: { email: 'sam@acme.com', name: 'Sam' },
        subject: 'Offer',
        body: '<p>Here.</p>',
      },
    })
  })

  it.each([
    ['the key alone', KEY],
    ['pairs of several sites', `beta:${BETA_KEY}\nacme-www:${KEY}\n`],
  ])('takes a file with %s', async (_, text) => {
    const { run, folder } = await openWithCollector({ keys: '' })
    const file = join(folder, 'key')
    writeFileSync(file, text)
    expect(await run(...TO_ADA, '--key-file', file)).toMatchObject({ code: 0 })
  })
})

describe('what keeps it from being shared', () => {
  it.each([
    [[...TO_ADA, 'bob'], 'expected an address such as ada@example.org, got "bob"'],
    [SHARE, '--to or --to-file is needed'],
    [['share', '--to', 'ada@example.org'], "required option '--site <siteId>' not specified"],
    [
      [...SHARE, '--to', ...Array.from({ length: 101 }, (_, n) => `${n}@example.org`)],
      'at most 100 recipients, got 101',
    ],
    [[...TO_ADA, '--key', KEY], "unknown option '--key'"],
  ])('%o is misuse', async (args, words) => {
    const { code, err } = await openTestCli().run(...args)
    expect(err).toContain(words)
    expect(code).toBe(2)
  })

  it('is a key that is missing, or none of ours, which is never shown', async () => {
    const { run, folder } = await openWithCollector({ keys: `beta:${BETA_KEY}` })
    const missing = await run(...TO_ADA)
    expect(missing.err).toContain('TAMTAM_SECRET_KEYS: expected a pair acme-www:key')
    const file = join(folder, 'key')
    expect((await run(...TO_ADA, '--key-file', file)).err).toContain('--key-file: expected a file')
    writeFileSync(file, 'wrong-key-0123456789')
    const wrong = await run(...TO_ADA, '--key-file', file)
    expect(wrong).toMatchObject({ code: 1, out: '' })
    expect(wrong.err).toContain('the collector refused it: 401, secret_key_unknown')
    expect(missing.err + wrong.err).not.toMatch(/wrong-key|key-of/)
  })

  it('is what the collector has against it, by field', async () => {
    const { run } = await openWithCollector()
    const elsewhere = ['share', '--site', 'acme-www', '--url', 'https://evil.example/']
    const { code, err } = await run(...elsewhere, '--to', 'ada@example.org', '--subject', ' ')
    expect(code).toBe(1)
    expect(err.split('\n')).toEqual([
      'the collector refused it: 400, request_invalid',
      "  url: must be an address of the site's own: https://www.acme.com",
      '  message.subject: must not be blank',
    ])
  })

  it('is a collector that is not there, or something else in its place', async () => {
    const run = async (collector: string) =>
      (
        await openTestCli({ env: { TAMTAM_SECRET_KEYS: `acme-www:${KEY}` } }).run(
          ...TO_ADA,
          '--collector',
          collector,
        )
      ).err
    expect(await run('http://127.0.0.1:1')).toMatch(/no answer from .*Is the collector running/)
    const elsewhere = 'http://127.0.0.1:1/else'
    const other = [
      await answering(200, '<html>'),
      await answering(201, '{"shareId":1}'),
      await answering(302, '', { Location: elsewhere }),
    ]
    for (const url of other) expect(await run(url)).toContain('expected a Tamtam collector at')
    const busy = JSON.stringify({ error: 'store_unavailable', issues: ['Ask again.'] })
    expect(await run(await answering(503, busy, { 'Retry-After': '5' }))).toBe(
      'the collector refused it: 503, store_unavailable; ask again in 5 s\n  Ask again.',
    )
  })

  it.each(['http://collector.example.com', 'collector:8787', 'http://127.0.0.1.evil.example'])(
    'is that the key would go to %s in the clear, or to nowhere',
    async (collector) => {
      const { run } = await openWithCollector()
      const { code, err } = await run(...TO_ADA, '--collector', collector)
      expect(err).toContain('--collector: expected an https address, or http on this machine only')
      expect(code).toBe(1)
    },
  )
})
