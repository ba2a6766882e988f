import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boundedText, storableJson } from './storable-text.js'

it('replaces what no database takes as text', () => {
  expect(boundedText('a\0b\ud800c', 99)).toBe('a\uFFFDb\uFFFDc')
})

it('cuts by bytes and never through a character', () => {
  expect(boundedText('aéé', 4)).toBe('aé')
  expect(boundedText('aéé', 5)).toBe('aéé')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, maxBytes) => {
      const cut = boundedText(text, maxBytes)
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(maxBytes)
      expect(text.replaceAll('\0', '\uFFFD').startsWith(cut)).toBe(true)
    }),
  )
})

it('replaces escaped NUL and lone surrogates in JSON, and no other escape', () => {
  const value = { text: 'a\0b\ud800c\\u0000 \\ "quoted" \n é 😀' }
  expect(JSON.parse(storableJson(JSON.stringify(value)))).toEqual({
    text: 'a\uFFFDb\uFFFDc\\u0000 \\ "quoted" \n é 😀',
  })
})

it('leaves JSON that is storable as it is', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'grapheme' }), (json) => {
      fc.pre(!/\\u0000/.test(json))
      expect(storableJson(json)).toBe(json)
    }),
  )
})
