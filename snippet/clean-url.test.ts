import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { webUrl } from '../wire/text.js'
import type { Options } from './api.js'
import { cleanUrl, redactEmails } from './clean-url.js'
import { setOptions } from './options.js'

const DEFAULTS: Options = { site: 'acme', endpoint: 'https://collector.example.com/v1/events' }

beforeEach(() => {
  setOptions(DEFAULTS)
  vi.stubGlobal('document', { baseURI: 'https://acme.com/x/y/' })
  return () => vi.unstubAllGlobals()
})

test('campaign parameters stay as they are written, everything else in the query goes', () => {
  const address =
    'https://acme.com/a/?token=1&utm_source=mail&q=x&utm_campaign=spring%20sale&xutm_a=1#top'
  expect(cleanUrl(address)).toBe('https://acme.com/a/?utm_source=mail&utm_campaign=spring%20sale')
  expect(cleanUrl('https://acme.com/?gong_tid=abc')).toBe('https://acme.com/')
  expect(cleanUrl('https://acme.com/?')).toBe('https://acme.com/')
})

test.each([
  ['q, page', '?q=x&page=2'],
  [['q', 'utm_*'], '?q=x&utm_source=mail'],
  ['p*', '?page=2&p=1'],
  ['source', ''],
  ['', ''],
])('of the query stays what the site keeps: %j', (keepParams, kept) => {
  setOptions({ ...DEFAULTS, keepParams })
  const address = 'https://acme.com/?q=x&utm_source=mail&page=2&p=1&xq=1&token=q'
  expect(cleanUrl(address)).toBe('https://acme.com/' + kept)
})

test('a fragment stays only where it tells views apart, and no parameter of it', () => {
  const addresses = ['https://acme.com/a#/b/c?token=1', 'https://acme.com/a#access_token=1&x=2']
  expect(addresses.map((address) => cleanUrl(address))).toEqual(Array(2).fill('https://acme.com/a'))
  setOptions({ ...DEFAULTS, views: ['query', 'hash'] })
  expect(addresses.map((address) => cleanUrl(address))).toEqual([
    'https://acme.com/a#/b/c',
    'https://acme.com/a#access_token',
  ])
  expect(cleanUrl('https://acme.com/#/u/joe@acme.com/x')).toBe('https://acme.com/#/u/[email]/x')
})

test('credentials go', () => {
  expect(cleanUrl('https://joe:secret@acme.com/x')).toBe('https://acme.com/x')
})

test('a relative address is resolved', () => {
  expect(cleanUrl('../b?c#d')).toBe('https://acme.com/x/b')
})

test('of other schemes only the scheme stays', () => {
  const schemes = ['mailto:joe@acme.com', 'tel:+123', 'javascript:alert(1)', 'data:text/html,x']
  expect(schemes.map((address) => cleanUrl(address))).toEqual([
    'mailto:',
    'tel:',
    'javascript:',
    'data:',
  ])
})

test('what is no address is empty', () => {
  expect(['', null, undefined, 'http://'].map((address) => cleanUrl(address))).toEqual([
    '',
    '',
    '',
    '',
  ])
})

test('of a text that is none nothing stays, and of a long one the beginning', () => {
  expect([undefined, null, 5, {}].map(redactEmails)).toEqual(['', '', '', ''])
  expect(redactEmails('x'.repeat(5_000))).toHaveLength(4_096)
})

test('e-mail addresses are redacted, escaped once or twice too', () => {
  const paths = ['/u/joe@acme.com/x', '/u/joe%40acme.com/x', '/u/joe%2540acme.com/x']
  for (const path of paths)
    expect(cleanUrl('https://a.com' + path)).toBe('https://a.com/u/[email]/x')
  expect(cleanUrl('https://a.com/?utm_content=joe.b+c@acme.com')).toBe(
    'https://a.com/?utm_content=[email]',
  )
  expect(redactEmails('Signed in as joe@acme.com')).toBe('Signed in as [email]')
})

test('a handle is no e-mail address', () => {
  expect(cleanUrl('https://medium.com/@joe/post')).toBe('https://medium.com/@joe/post')
})

test('property: a cleaned web address is an address that the wire takes, and clean', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
      const cleaned = cleanUrl(address)
      expect(webUrl.safeParse(cleaned.slice(0, 2048)).success).toBe(true)
      expect(cleanUrl(cleaned)).toBe(cleaned)
      expect(new URL(cleaned).host).toBe(new URL(address).host)
      expect(cleaned).not.toMatch(/#/)
    }),
  )
})

test('property: of the query exactly the kept parameters stay, in their order', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '_', '1'), minLength: 1, maxLength: 4 })
  const pairs = fc.array(fc.tuple(name, fc.string({ unit: fc.constantFrom('x', '=', '+', '%20') })))
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1 }), name, pairs, (names, start, query) => {
      setOptions({ ...DEFAULTS, keepParams: [...names, start + '*'] })
      const write = (some: typeof query) =>
        some.map((pair, i) => '?&'[+!!i] + pair.join('=')).join('')
      const kept = query.filter(([own]) => names.includes(own) || own.startsWith(start))
      expect(cleanUrl('https://acme.com/' + write(query))).toBe('https://acme.com/' + write(kept))
    }),
  )
})

test('property: a fragment that leaves holds no parameter', () => {
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true }), (address) => {
      setOptions({ ...DEFAULTS, views: 'hash' })
      const cleaned = cleanUrl(address)
      expect(webUrl.safeParse(cleaned.slice(0, 2048)).success).toBe(true)
      expect(cleaned.split('#')[1] ?? '').not.toMatch(/[?&=]/)
    }),
  )
})

test('property: no e-mail address leaves by the path', () => {
  // One with a slash in it is two pieces of a path.
  const plainAddress = fc.emailAddress().filter((email) => !/[/?#&=]/.test(email))
  fc.assert(
    fc.property(plainAddress, (email) => {
      for (const written of [email, encodeURIComponent(email)]) {
        const cleaned = cleanUrl(`https://acme.com/u/${written}/x`)
        expect(cleaned).not.toMatch(/@|%40/)
      }
    }),
  )
})
