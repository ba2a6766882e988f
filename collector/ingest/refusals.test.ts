import { describe, expect, it } from 'vitest'
import { anEvent } from '../../wire/test-data.js'
import { bodyOf, createTestApp, ORIGIN, refusalOf } from '../test-app.js'

const good = (): string => bodyOf([anEvent('page_view')])
const KIB_64 = 64 * 1024

describe('a beacon is refused whole and leaves nothing behind', () => {
  const cases: [string, number, string, () => string, Record<string, string | null>?][] = [
    ['when it is not JSON', 400, 'json_malformed', () => '{"v":1,'],
    ['when it is empty', 400, 'json_malformed', () => ''],
    ['when it is of another version', 400, 'version_unsupported', () => good().replace('1', '2')],
    ['when it is no envelope', 400, 'envelope_invalid', () => '[]'],
    ['when it names no site', 403, 'site_unknown', () => good().replace('acme-www', 'elsewhere')],
    ['when it comes from no page', 403, 'origin_missing', good, { Origin: null }],
    ['when it has 101 events', 400, 'too_many_events', () => bodyOf(Array(101).fill(0))],
    ['when it is a form', 415, 'content_type_unsupported', good, { 'Content-Type': 'text/html' }],
    ['when it has no type', 415, 'content_type_unsupported', good, { 'Content-Type': '' }],
    ['when compressed', 415, 'content_encoding_unsupported', good, { 'Content-Encoding': 'gzip' }],
    ['when declared too large', 413, 'body_too_large', good, { 'Content-Length': '65537' }],
  ]
  it.each(cases)('%s: %i %s', async (_, status, code, body, headers) => {
    const { post, spooled } = createTestApp()
    expect(await refusalOf(post(body(), headers))).toEqual([status, code])
    expect(spooled()).toEqual([])
  })
})

describe('the origin is compared to the letter', () => {
  it.each([
    'https://evil.example',
    'null',
    'https://www.acme.com.evil.example',
    'https://evil-www.acme.com',
    'https://acme.com',
    'https://www.acme.com:8443',
    'http://www.acme.com',
    'https://www.acme.com/',
    'https://www.acme.com@evil.example',
    'HTTPS://WWW.ACME.COM',
    'https://beta.example:1',
    'http://localhost:',
    'http://localhost:80.evil.example',
    'http://localhost.evil.example:80',
    'https://www.acme.com.',
    'https://www.acme.com:443',
    'https://user@www.acme.com',
    'https://user:word@www.acme.com',
    'https://www.acme.com.evil.com',
    'https://www.acme.com@evil.com',
    'https://www.acme.com, https://evil.example',
    'https://www.acme.com https://evil.example',
    'https://www.acme.com#',
    'https://www.acme.com?',
    'https://www.ACME.com',
    'https://www.acme.com%00',
    'https://xn--www-acme.com',
    'file://',
    '*',
    'http://localhost:*',
    'http://localhost:80:80',
    '__proto__',
    'constructor',
  ])('%s is not allowed', async (origin) => {
    const { post } = createTestApp()
    const answer = await post(good(), { Origin: origin })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(await refusalOf(answer)).toEqual([403, 'origin_not_allowed'])
  })

  it("another site's origin is not this one's", async () => {
    const { post } = createTestApp()
    const answer = post(good(), { Origin: 'https://beta.example' })
    expect(await refusalOf(answer)).toEqual([403, 'origin_not_allowed'])
  })

  it.each(['http://localhost', 'http://localhost:80', 'http://localhost:5173'])(
    '%s is a localhost of any port',
    async (origin) => {
      const { post } = createTestApp()
      const body = good().replace('acme-www', 'beta')
      expect((await post(body, { Origin: origin })).status).toBe(204)
    },
  )
})

describe('the size is bounded', () => {
  it('takes 64 KiB and not a byte more, without a declared length', async () => {
    const { post } = createTestApp()
    const padded = (bytes: number) => good().padEnd(bytes, ' ')
    expect((await post(padded(KIB_64))).status).toBe(204)
    expect(await refusalOf(post(padded(KIB_64 + 1)))).toEqual([413, 'body_too_large'])
  })

  it('counts bytes, not characters', async () => {
    const { post } = createTestApp()
    expect(await refusalOf(post('é'.repeat(KIB_64 / 2 + 1)))).toEqual([413, 'body_too_large'])
  })

  it('stops reading an endless body at the limit', async () => {
    const { post } = createTestApp()
    let pulled = 0
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array((pulled++, 1024))),
    })
    expect(await refusalOf(post(endless))).toEqual([413, 'body_too_large'])
    expect(pulled).toBeLessThan(80)
  })

  it('a body that breaks off is refused and is no failure of ours', async () => {
    const { post, lines } = createTestApp()
    const broken = new ReadableStream({
      pull: (controller) => controller.error(new Error('aborted')),
    })
    expect(await refusalOf(post(broken))).toEqual([400, 'body_incomplete'])
    expect(lines.filter(({ event }) => event === 'request_failed')).toEqual([])
  })
})

describe('the depth is bounded', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

  it('takes 8 levels and refuses 9', async () => {
    const { post } = createTestApp()
    expect(await refusalOf(post(nested(8)))).toEqual([400, 'envelope_invalid'])
    expect(await refusalOf(post(nested(9)))).toEqual([400, 'json_too_deep'])
    expect(await refusalOf(post(nested(30_000)))).toEqual([400, 'json_too_deep'])
  })

  it('does not count brackets inside strings', async () => {
    const { post } = createTestApp()
    const title = '[[[[[[[[[[ "{{{{{{{{{{" \\" \\\\'
    const event = anEvent('custom', { title })
    expect((await post(bodyOf([event]))).status).toBe(204)
  })
})

describe('when nothing can be stored', () => {
  it.each([
    ['the disk has too little free', async () => 'full' as const],
    ['Error: disk I/O error', () => Promise.reject(new Error('disk I/O error'))],
  ])('%s: 503, to be sent again after 5 seconds', async (why, append) => {
    const whyFull = () => 'the disk has too little free'
    const { post, lines } = createTestApp({ spool: { append, whyFull } })
    const answer = await post(good())
    expect(answer.headers.get('retry-after')).toBe('5')
    // Without leave a page on another origin cannot read it.
    expect(answer.headers.get('access-control-expose-headers')).toBe('Retry-After')
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(await refusalOf(answer)).toEqual([503, 'spool_unavailable'])
    expect(lines).toContainEqual(expect.objectContaining({ event: 'spool_refused', why }))
  })
})
