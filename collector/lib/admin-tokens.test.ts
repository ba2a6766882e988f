import { describe, expect, it } from 'vitest'
import { allows, readAdminTokens, scopeOf, SCOPES } from './admin-tokens.js'

const [A, B] = ['a'.repeat(20), 'b'.repeat(40)]

describe('tokens in the environment', () => {
  it('are told apart by commas or white space, and say what they allow', () => {
    const { tokens, faults } = readAdminTokens(`read:${A}, operate:${B}\n${'c'.repeat(20)},\t`)
    expect(faults).toEqual([])
    expect(tokens.map(({ scope }) => scope)).toEqual(['read', 'operate', 'erase'])
  })

  it('are not kept themselves', () => {
    expect(JSON.stringify(readAdminTokens(A))).not.toContain(A)
  })

  it('none there are none', () => {
    expect(readAdminTokens(' ,\n')).toEqual({ tokens: [], faults: [] })
  })

  it.each([
    ['a short one', `read:${'s'.repeat(19)}`, 'at least 20 characters'],
    ['an unknown scope', `write:${A}`, 'one of read, operate, erase before the colon'],
    ['an empty scope', `:${A}`, 'one of read, operate, erase before the colon'],
    ['a scope that every object has', `constructor:${A}`, 'one of read, operate, erase'],
    ['what no header carries', `${A}"`, 'letters, digits'],
    ['a second colon', `read:${A}:x`, 'letters, digits'],
  ])('%s is a fault that says which and does not quote it', (_, text, words) => {
    const { tokens, faults } = readAdminTokens(`${B},${text}`)
    expect(tokens).toHaveLength(1)
    expect(faults).toEqual([expect.stringContaining(words)])
    expect(faults[0]).toMatch(/^token 2: /)
    expect(faults[0]).not.toContain(text.slice(-8))
  })
})

describe('a token that is given', () => {
  const { tokens } = readAdminTokens(`read:${A},operate:${B}`)

  it('has the scope that it was given', () => {
    expect([scopeOf(A, tokens), scopeOf(B, tokens)]).toEqual(['read', 'operate'])
  })

  it('that stands there twice has the wider scope', () => {
    for (const text of [`read:${A},erase:${A}`, `erase:${A},read:${A}`]) {
      expect(scopeOf(A, readAdminTokens(text).tokens)).toBe('erase')
    }
  })

  it.each(['', A.slice(1), `${A}a`, A.toUpperCase(), `read:${A}`, ' '.repeat(20)])(
    '%j has none',
    (given) => {
      expect(scopeOf(given, tokens)).toBeNull()
    },
  )

  it('is nobody where there are none', () => {
    expect(scopeOf(A, [])).toBeNull()
  })
})

it('each scope includes those before it and no other', () => {
  const table = SCOPES.map((has) => SCOPES.map((needs) => allows(has, needs)))
  expect(table).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ])
})
