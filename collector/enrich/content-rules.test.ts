import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rulesOf } from '../lib/test-sites.js'
import { createContentRules } from './content-rules.js'

const SITE = 'https://www.acme.com'

function matchOf(url: string, ...matches: string[]): string | undefined {
  return createContentRules(rulesOf(...matches.map((match) => ({ match }))))(url)?.match
}

describe('the rule of a page', () => {
  it.each([
    ['/pricing', '/pricing', true],
    ['/pricing*', '/pricing/enterprise', true],
    ['/pricing*', '/pricing-for-teams', true],
    ['/blog/*', '/blog/2026/a/b', true],
    ['*/security', '/en/legal/security', true],
    ['*', '/', true],
    ['/', '/', true],
    ['/*/plans', '/en/gb/plans', true],
    ['/größe*', '/gr%c3%b6%C3%9Fe-m', true],
    ['/a b', '/a%20b', true],
    ['/d41d8cd98f00b204e9800998ecf8427e', '/d41d8cd98f00b204e9800998ecf8427e/', true],
    ['/d41d8cd98f00b204e9800998ecf8427e/*', '/d41d8cd98f00b204e9800998ecf8427e/a', true],
    ['/d41d8cd98f00b204e9800998ecf8427f', '/d41d8cd98f00b204e9800998ecf8427e', false],
    ['/pricing', '/Pricing', false],
    ['/pricing', '/pricing/enterprise', false],
    ['/pricing', '/en/pricing', false],
    ['/', '/pricing', false],
    ['/a.b', '/axb', false],
    ['/a+', '/aa', false],
    ['/!x', '/y', false],
  ])('%s and the path %s: %s', (match, path, fits) => {
    expect(matchOf(SITE + path, match)).toBe(fits ? match : undefined)
  })

  it('is the first that fits', () => {
    const both = ['/pricing/*', '/pricing*']
    expect(matchOf(`${SITE}/pricing/a`, ...both)).toBe('/pricing/*')
    expect(matchOf(`${SITE}/pricing-a`, ...both)).toBe('/pricing*')
    expect(matchOf(`${SITE}/pricing/a`, ...both.reverse())).toBe('/pricing*')
    expect(matchOf(`${SITE}/team`, ...both)).toBeUndefined()
    expect(matchOf(`${SITE}/team`)).toBeUndefined()
  })

  it('may be of one origin alone', () => {
    const ruleOf = createContentRules(
      rulesOf({ match: '/x', origin: 'https://docs.acme.com' }, { match: '/x', title: 'Any' }),
    )
    expect(ruleOf('https://docs.acme.com/x')?.title).toBeUndefined()
    expect(ruleOf('https://DOCS.acme.com:443/x')?.title).toBeUndefined()
    expect(ruleOf('https://www.acme.com/x')?.title).toBe('Any')
  })

  it('is the same under all spellings of the page', () => {
    const spellings = ['/blog', '/blog/', '/blog//', '/blog/index.html', '/blog?x=/y#z', '/%62log']
    for (const match of ['/blog', '/blog/', '/blog/*', '/blog*', '/blog/index.html']) {
      const found = spellings.map((path) => matchOf(SITE + path, match))
      expect(found).toEqual(spellings.map(() => match))
    }
  })

  it('is asked of neither query nor fragment', () => {
    expect(matchOf(`${SITE}/a?next=/pricing#pricing`, '*pricing*')).toBeUndefined()
  })

  it('of a path in the fragment is that of the path, or of both together', () => {
    const fits = (match: string) => matchOf(`${SITE}/app#/pricing/?a=1`, match) !== undefined
    const all = ['/pricing', '/pric*', '/app*', '/app#/pricing', '*/pricing']
    expect(all.filter((match) => !fits(match))).toEqual([])
    // A rule for the first page would otherwise be one for all.
    expect(['/app', '/app/', '/'].filter(fits)).toEqual([])
    expect(matchOf(`${SITE}/#!/pricing`, '/pricing')).toBe('/pricing')
    expect(matchOf(`${SITE}/#/`, '/')).toBe('/')
  })

  it('is found in time that grows with the path alone, whatever pattern and path', () => {
    const stars = `/${'a*'.repeat(200)}b`
    const startMs = performance.now()
    expect(matchOf(`${SITE}/${'a'.repeat(2000)}`, stars)).toBeUndefined()
    expect(performance.now() - startMs).toBeLessThan(1000)
  })

  it('stands for any run of characters, against a plain reading of the pattern', () => {
    const letters = fc.constantFrom('a', 'b', '/', 'é')
    const part = fc.array(letters, { maxLength: 3 }).map((each) => each.join(''))
    const parts = fc.array(part, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(parts, parts, (kept, runs) => {
        const path = `/x${kept.map((each, index) => each + (runs[index] ?? '')).join('')}x`
        const match = `/x${kept.join('*')}*x`.replace(/\/{2,}/g, '/')
        fc.pre(!/\/\//.test(path))
        expect(matchOf(SITE + path, match)).toBe(match)
      }),
    )
  })
})
