import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withoutToken, withToken } from './site-url.js'

const TOKEN = 't'.repeat(22)

it.each([
  ['https://acme.com/', `https://acme.com/?tt=${TOKEN}`],
  ['https://acme.com/?', `https://acme.com/?tt=${TOKEN}`],
  ['https://acme.com/?a', `https://acme.com/?a&tt=${TOKEN}`],
  ['https://acme.com/#a?b=c', `https://acme.com/?tt=${TOKEN}#a?b=c`],
  ['https://acme.com/?a=b?c#d#e', `https://acme.com/?a=b?c&tt=${TOKEN}#d#e`],
  ['https://acme.com/?tt=old', `https://acme.com/?tt=${TOKEN}`],
  [
    'https://acme.com/?tt&a&tt=old&att=1&b=tt#tt=2',
    `https://acme.com/?a&att=1&b=tt&tt=${TOKEN}#tt=2`,
  ],
])('%s becomes %s', (url, expected) => {
  expect(withToken(url, TOKEN)).toBe(expected)
})

it.each([
  ['https://acme.com/?tt=old', 'https://acme.com/'],
  ['https://acme.com/?tt=old#a', 'https://acme.com/#a'],
  ['https://acme.com/?a&&tt=old&b=%20+#a', 'https://acme.com/?a&&b=%20+#a'],
  ['https://acme.com/?', 'https://acme.com/?'],
])('%s without a token is %s', (url, expected) => {
  expect(withoutToken(url)).toBe(expected)
})

it('the token is read back from any address, and nothing else of it has changed', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
      const { href } = new URL(text)
      const tracked = new URL(withToken(href, TOKEN))
      expect(tracked.searchParams.getAll('tt')).toEqual([TOKEN])
      expect(tracked.hash).toBe(new URL(href).hash)
      expect(tracked.origin + tracked.pathname).toBe(new URL(href).origin + new URL(href).pathname)
      expect(tracked.search.slice(0, -`&tt=${TOKEN}`.length).replace(/^\?$/, '')).toBe(
        new URL(href).search,
      )
    }),
  )
})
