import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aSite, siteMap, rulesOf } from '../lib/test-sites.js'
import { createContents } from './contents.js'

const SITE = aSite({ origins: ['https://www.acme.com', 'https://acme.com'] })
const contentOf = createContents({ sites: siteMap(SITE), content: [] })
const idOf = (url: string, canonicalUrl?: string) =>
  contentOf('acme-www', { url, canonicalUrl }).contentId

describe('one content', () => {
  it('is a page under any of its spellings', () => {
    const rest = fc.record({
      host: fc.constantFrom('www.acme.com', 'WWW.ACME.com', 'www.acme.com:443'),
      slashes: fc.constantFrom('/', '//', '///'),
      file: fc.constantFrom(
        '',
        '/',
        '//',
        '/index.html',
        '/Index.HTM',
        '/index.php',
        '/default.aspx',
      ),
      query: fc.constantFrom('', '?utm_source=x', '?gclid=1&fbclid=2'),
      fragment: fc.constantFrom('', '#plans', '#', '#/'),
    })
    const segment = fc.constantFrom('a', 'B', '%7Eada', '~ada', 'gr%c3%b6sse', 'größe', '%41')
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 3 }), rest, (segments, spelt) => {
        const path = segments.map((each) => spelt.slashes + each).join('')
        const url = `https://${spelt.host}${path}${spelt.file}${spelt.query}${spelt.fragment}`
        expect(idOf(url)).toBe(idOf(`https://www.acme.com/${segments.join('/')}`))
      }),
    )
  })

  it.each([
    ['https://www.acme.com/a', 'https://www.acme.com/A'],
    ['https://www.acme.com/a', 'https://acme.com/a'],
    ['https://www.acme.com/a', 'https://www.acme.com:444/a'],
    ['https://www.acme.com/a%2Fb', 'https://www.acme.com/a/b'],
    ['https://www.acme.com/a', 'https://www.acme.com/a/index.html.bak'],
    ['https://www.acme.com/#/a', 'https://www.acme.com/#/b'],
  ])('is not %s and %s', (one, other) => {
    expect(idOf(one)).not.toBe(idOf(other))
  })

  it('is whatever shares the contentId of a rule', () => {
    const content = rulesOf({ match: '/pricing*', contentId: 'pricing' })
    const ofPage = createContents({ sites: siteMap(SITE), content })
    const urls = ['/pricing', '/pricing/enterprise'].map((path) => `https://acme.com${path}`)
    expect(urls.map((url) => ofPage('acme-www', { url }).contentId)).toEqual(['pricing', 'pricing'])
  })
})

describe('a canonical link', () => {
  const page = 'https://www.acme.com/shoes/red?size=9'

  it.each([
    ['is honoured on the same site', page, 'https://acme.com/shoes/', 'acme.com/shoes'],
    ['is not honoured elsewhere', page, 'https://evil.example/x', 'www.acme.com/shoes/red'],
    ['is not by another scheme', page, 'http://acme.com/shoes', 'www.acme.com/shoes/red'],
    ['is no root for all pages', page, 'https://www.acme.com/', 'www.acme.com/shoes/red'],
    ['nor one by its file', page, 'https://acme.com/index.html#x', 'www.acme.com/shoes/red'],
    ['may be the root of the root', 'https://www.acme.com/?x', 'https://acme.com', 'acme.com/'],
    [
      "is none for a router's paths",
      'https://www.acme.com/app#/a',
      'https://acme.com/x',
      'www.acme.com/app#/a',
    ],
  ])('%s', (_, url, canonicalUrl, contentId) => {
    expect(idOf(url, canonicalUrl)).toBe(contentId)
  })

  it('names the page that the rule is asked of, and that a seller is sent to', () => {
    const content = rulesOf({ match: '/shoes', title: 'Shoes' }, { match: '/shoes/*', title: 'No' })
    const ofPage = createContents({ sites: siteMap(SITE), content })
    const found = ofPage('acme-www', { url: page, canonicalUrl: 'https://acme.com/shoes?x' })
    expect(found).toMatchObject({ url: 'https://acme.com/shoes?x', rule: { title: 'Shoes' } })
  })

  it('is not honoured for a site that is not in the configuration any more', () => {
    const found = contentOf('gone', { url: page, canonicalUrl: 'https://acme.com/shoes' })
    expect(found.contentId).toBe('www.acme.com/shoes/red')
  })
})
