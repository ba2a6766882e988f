import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from './clean-text.js'

const graphemes = (text: string): number => [...new Intl.Segmenter().segment(text)].length

describe('cleanText', () => {
  it.each([
    ['one line', 'Our\n\t pricing\r\npage', 'Our pricing page'],
    ['the marks of replaced characters', 'Our\uFFFDpricing\u0000page', 'Our pricing page'],
    ['no direction changes', 'abc\u202Etxt.exe\u2066\u061C', 'abctxt.exe'],
    ['no hidden characters', 'a\u200Bb\u00ADc\uFEFFd', 'abcd'],
    ['no addresses', 'Win at https://evil.example/x?y=1 now', 'Win at now'],
    ['no addresses in capitals', 'HTTP://EVIL.EXAMPLE', ''],
    ['no addresses behind a letter', '_https://evil.example', '_'],
    ['no addresses hidden by what is removed', 'ht\u200Btps:/\u202E/evil.example', ''],
    ['joined emoji', '👩‍👩‍👧 family', '👩‍👩‍👧 family'],
    ['nothing', ' \n ', ''],
  ])('makes it %s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean)
  })

  it('is cut to 120 characters, never within one', () => {
    const family = '👩‍👩‍👧'
    expect(cleanText(family.repeat(120))).toBe(family.repeat(120))
    expect(cleanText(family.repeat(121))).toBe(`${family.repeat(119)}…`)
    const accented = 'e\u0301'.repeat(130)
    expect(cleanText(accented)).toBe(`${'e\u0301'.repeat(119)}…`)
  })

  it('whatever came, one clean line comes out, and stays as it is', () => {
    const pieces = fc.constantFrom('http', 's', '://', 'x', ' ', '\n', '\u200B', '\u202E', '😀')
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (dirty) => {
        const clean = cleanText(dirty)
        expect(clean).not.toMatch(/[\p{Cc}\p{Bidi_C}\u200B\uFFFD]|https?:\/\/\S/u)
        expect(clean).toBe(clean.trim())
        expect(graphemes(clean)).toBeLessThanOrEqual(120)
        expect(cleanText(clean)).toBe(clean)
      }),
    )
  })
})
