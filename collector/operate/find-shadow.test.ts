import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createContentRules } from '../enrich/content-rules.js'
import { rulesOf } from '../lib/test-sites.js'
import { findShadow } from './find-shadow.js'

const ORIGINS = ['https://www.acme.com', 'http://localhost:*']

/** Of the last of these. */
function shadowOf(...rules: Parameters<typeof rulesOf>) {
  return findShadow(rulesOf(...rules), { at: rules.length - 1, origins: ORIGINS })
}

it.each<[string, number | null, Parameters<typeof rulesOf>]>([
  ['the only rule', null, [{ match: '/a' }]],
  ['a narrower one behind a wider', 1, [{ match: '/blog*' }, { match: '/blog/news/*' }]],
  ['a wider one behind a narrower', null, [{ match: '/blog/news/*' }, { match: '/blog*' }]],
  ['the same once more', 2, [{ match: '/x' }, { match: '/a' }, { match: '/a' }]],
  ['any behind all', 1, [{ match: '*' }, { match: '*.pdf' }]],
  ['all places behind one', null, [{ match: '/*', origin: ORIGINS[0] }, { match: '/a' }]],
  ['one place behind it', 1, [{ match: '/*' }, { match: '/a', origin: 'https://b.example' }]],
  [
    'all places behind each of them',
    1,
    [
      { match: '/*', origin: 'https://www.acme.com' },
      { match: '/*', origin: 'http://localhost:*' },
      { match: '/a' },
    ],
  ],
  ['overlapping ones', null, [{ match: '/a*' }, { match: '*a' }]],
  ['a router’s path', 1, [{ match: '/app#/*' }, { match: '/app#/pricing' }]],
])('%s', (_, expected, rules) => {
  expect(shadowOf(...rules)).toBe(expected)
})

const aMatch = fc
  .array(fc.constantFrom('/a', '/b', '*', 'a', '/'), { minLength: 1, maxLength: 4 })
  .map((parts) => `/${parts.join('')}`)
const aPath = fc
  .array(fc.constantFrom('/', 'a', 'b', 'c'), { maxLength: 6 })
  .map((parts) => `/${parts.join('')}`)

it('a rule that is said to be shadowed decides of no address', () => {
  fc.assert(
    fc.property(
      fc.array(aMatch, { minLength: 2, maxLength: 4 }),
      fc.array(aPath, { minLength: 20, maxLength: 20 }),
      (matches, paths) => {
        const rules = rulesOf(...matches.map((match) => ({ match })))
        const ruleOf = createContentRules(rules)
        for (const [at, rule] of rules.entries()) {
          if (findShadow(rules, { at, origins: ORIGINS }) === null) continue
          for (const path of paths) expect(ruleOf(`https://www.acme.com${path}`)).not.toBe(rule)
        }
      },
    ),
  )
})
