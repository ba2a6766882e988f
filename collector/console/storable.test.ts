import { expect, it } from 'vitest'
import { storable } from './storable.js'

it.each([
  ['a\u0000b', 'a\uFFFDb'],
  ['a\ud800', 'a\uFFFD'],
  ['\udc00\ud800', '\uFFFD\uFFFD'],
  ['\u001b[31m', '\uFFFD[31m'],
  ['grinning 😀 é', 'grinning 😀 é'],
  ['{\r\n\t"siteId": "a"\n}', '{\r\n\t"siteId": "a"\n}'],
  ['', ''],
])('%j is kept as %j', (given, kept) => {
  expect(storable(given)).toBe(kept)
})
