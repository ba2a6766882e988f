import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowsOrigin } from '../lib/origins.js'
import { aSite } from '../lib/test-sites.js'
import { contentIdOf, contentUrlOf, pageTitleOf } from './page-content.js'

const segment = fc.stringMatching(/^[a-z0-9-]{1,8}$/)
const path = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`)
const parameters = fc.webQueryParameters()
const anchor = fc.webFragments().filter((fragment) => !/^!?\//.test(fragment))

describe('contentIdOf', () => {
  it('is the same page under any parameters, fragment and trailing slash', () => {
    fc.assert(
      fc.property(path, parameters, anchor, fc.boolean(), (at, query, hash, slash) => {
        const plain = `https://www.acme.com${at}`
        const same = `${plain}${slash && at !== '/' ? '/' : ''}?${query}#${hash}`
        expect(contentIdOf(same)).toBe(contentIdOf(plain))
      }),
    )
  })

  it('is another for another path that a router keeps in the fragment', () => {
    const ids = ['#/', '#top', '#/pricing', '#!/pricing'].map((hash) =>
      contentIdOf(`https://a.example/${hash}`),
    )
    expect(ids).toEqual(['a.example/', 'a.example/', 'a.example/#/pricing', 'a.example/#!/pricing'])
  })

  it('is the same page under the full name of its host', () => {
    expect(contentIdOf('https://www.acme.com./a')).toBe('www.acme.com/a')
    expect(contentIdOf('https://www.acme.com.:8443/a')).toBe('www.acme.com:8443/a')
  })

  it('is another for another path or host', () => {
    const ids = ['https://a.example/x', 'https://a.example/y', 'https://b.example/x'].map(
      contentIdOf,
    )
    expect(new Set(ids).size).toBe(3)
  })
})

describe('contentUrlOf', () => {
  const site = aSite({ origins: ['https://www.acme.com'] })
  const linkOf = (url: string) => contentUrlOf(url, (origin) => allowsOrigin(site, origin))

  it('leads to the path and nothing else', () => {
    expect(linkOf('https://www.acme.com/a/?email=ada@example.org#token')).toBe(
      'https://www.acme.com/a/',
    )
    expect(linkOf('https://ada:secret@www.acme.com/a')).toBe('https://www.acme.com/a')
  })

  it("has nobody's mail address in it, and neither has what the content is known by", () => {
    const url = 'https://www.acme.com/hello/ada%40example.org/x'
    expect(linkOf(url)).toBe('https://www.acme.com/hello/[email]/x')
    expect(contentIdOf(url)).toBe('www.acme.com/hello/[email]/x')
    expect(contentIdOf('https://www.acme.com/@acme/kit@1.2.3')).toBe('www.acme.com/@acme/kit@1.2.3')
  })

  it.each([
    'eyJhbGciOiJIUzI1NiJ9.abc.def',
    'd41d8cd98f00b204e9800998ecf8427e',
    '00000000-1111-4222-8333-444444444444',
    'q7Zk2Lw9%2BXa4Vb8Nc3Md5Fg',
  ])('has no token in it, and neither has what the content is known by: %s', (token) => {
    const url = `https://www.acme.com/reset/${token}/now`
    for (const told of [linkOf(url), contentIdOf(url), contentIdOf(`${url}#/set/${token}`)]) {
      expect(told).toMatch(/www\.acme\.com\/reset\/\[token:[\da-f]{8}\]\/now/)
      expect(told).not.toContain(token)
    }
    expect(contentIdOf(url)).not.toBe(contentIdOf(url.replace(/[14]/, '5')))
    expect(pageTitleOf({ title: '', url }, { titleSuffixes: [] })).not.toContain(token)
  })

  it('has no parameters within its path', () => {
    const url = 'https://www.acme.com/pricing;jsessionid=ABCDEF0123456789/a;b=c'
    expect(linkOf(url)).toBe('https://www.acme.com/pricing/a')
    expect(contentIdOf(url)).toBe('www.acme.com/pricing/a')
  })

  it.each(['how-to-plan-2026-in-3-steps-and-10-minutes', 'v1.2.3', 'Report_2024-2025', 'a%2Fb'])(
    'keeps the name of a page: %s',
    (name) => {
      expect(linkOf(`https://www.acme.com/${name}`)).toBe(`https://www.acme.com/${name}`)
    },
  )

  it.each([
    'https://evil.example/',
    'http://www.acme.com/',
    'https://www.acme.com:444/',
    'https://www.acme.com.evil.example/',
    'https://www.acme.com@evil.example/',
  ])('never leads to %s', (url) => {
    expect(linkOf(url)).toBeUndefined()
  })
})

describe('pageTitleOf', () => {
  const site = { titleSuffixes: [' | Acme', ' – Acme'] }
  const titleOf = (title: string, url = 'https://www.acme.com/pricing') =>
    pageTitleOf({ title, url }, site)

  it.each([
    ['Pricing | Acme', 'Pricing'],
    ['Pricing – Acme', 'Pricing'],
    ['Pricing', 'Pricing'],
    [' | Acme', '| Acme'],
    ['Acme', 'Acme'],
    ['', '/pricing'],
    ['\u202E', '/pricing'],
  ])('makes %j %j', (title, expected) => {
    expect(titleOf(title)).toBe(expected)
  })

  it('names the host where the path says nothing', () => {
    expect(titleOf('', 'https://www.acme.com/')).toBe('www.acme.com')
  })

  it('is never empty, whatever the title and the path', () => {
    const binary = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(binary, binary, (title, rest) => {
        const url = `https://www.acme.com/${encodeURIComponent(Buffer.from(rest).toString())}`
        expect(titleOf(title, url).trim()).not.toBe('')
      }),
    )
  })
})
