import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { event } from './event.js'
import { anEvent } from './test-data.js'
import { opaque, requiredText, text, webUrl } from './text.js'

const REPLACED = '\uFFFD'

describe('text', () => {
  it.each([
    ['NUL', 'a\u0000b'],
    ['a line feed', 'a\nb'],
    ['an escape', 'a\u001Bb'],
    ['DEL', 'a\u007Fb'],
    ['a C1 control', 'a\u009Fb'],
    ['a lone high surrogate', 'a\uD83Db'],
    ['a lone low surrogate', 'a\uDE00b'],
  ])('has %s replaced', (_, value) => {
    expect(text(10).parse(value)).toBe(`a${REPLACED}b`)
  })

  it('replaces surrogates in the wrong order one by one', () => {
    expect(text(10).parse('\uDE00\uD83D')).toBe(REPLACED + REPLACED)
  })

  it('keeps astral characters, emoji sequences and every script', () => {
    const words = 'Ærø 価格 😀 👩‍👩‍👧 🇩🇰 𝒜 שלום'
    expect(text(100).parse(words)).toBe(words)
  })

  it('comes out storable, as long as it came, and settled', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(0xffff), (some, unit) => {
        const value = some + String.fromCharCode(unit)
        const clean = text(1000).parse(value)
        expect(clean.length).toBe(value.length)
        expect(Buffer.from(clean).toString()).toBe(clean)
        // eslint-disable-next-line no-control-regex -- these are what must be gone
        expect(clean).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/)
        expect(text(1000).parse(clean)).toBe(clean)
      }),
    )
  })

  it('is cut by code points, so that no emoji is cut in two', () => {
    expect(text(2).parse('😀😀😀')).toBe('😀😀')
    expect(requiredText(2).parse('a😀b')).toBe('a😀')
  })

  it('is never cut when it is an id', () => {
    expect(opaque(2).parse('😀😀')).toBe('😀😀')
    expect(opaque(2).safeParse('😀😀😀').success).toBe(false)
  })

  it('is never empty when required', () => {
    expect(requiredText(5).safeParse('').success).toBe(false)
  })
})

describe('webUrl', () => {
  it('refuses what no URL parser could take after the replacing', () => {
    expect(webUrl.safeParse('https://a\u0000.example/').success).toBe(false)
  })

  it('is always an address that URL takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (rest) => {
        const parsed = webUrl.safeParse(`https://a.example/${rest}`)
        if (parsed.success) expect(URL.canParse(parsed.data)).toBe(true)
      }),
    )
  })
})

describe('keys that could reach a prototype', () => {
  it.each(['__proto__', 'constructor', 'prototype'])('%s is refused in an event', (key) => {
    const json = JSON.stringify(anEvent('reset')).replace('{', `{"${key}":{"polluted":true},`)
    const candidate: unknown = JSON.parse(json)
    expect(event.safeParse(candidate).success).toBe(false)
  })

  it('__proto__ among the properties reaches nothing', () => {
    const json = JSON.stringify(anEvent('custom', { properties: { kept: 1 } }))
    const parsed = event.safeParse(JSON.parse(json.replace('{"kept"', '{"__proto__":"p","kept"')))
    expect(parsed.data).toMatchObject({ properties: { kept: 1 } })
    expect(Object.keys((parsed.data as { properties: object }).properties)).toEqual(['kept'])
    expect({}).not.toHaveProperty('polluted')
  })

  it('control characters in a property name are replaced', () => {
    const parsed = event.parse(anEvent('custom', { properties: { 'a\u0000': 'b\u0000' } }))
    expect(parsed).toMatchObject({ properties: { [`a${REPLACED}`]: `b${REPLACED}` } })
  })
})
