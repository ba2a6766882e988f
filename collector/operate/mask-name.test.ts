import { expect, it } from 'vitest'
import { maskName } from './mask-name.js'

it.each([
  'ada+1@example.org',
  'ADA+1@Example.ORG',
  'ada%2B1%40example.org',
  'ada%2b1%40example%2eorg',
  'Ada+1%40example.org',
  'ada%252B1%2540example.org',
])('a name is masked when it is written %s', (written) => {
  expect(maskName(`no "${written}" here`, 'ada+1@example.org')).toBe('no "(the address)" here')
})

it('other text stays, and a sign of the name is no pattern', () => {
  expect(maskName('adaXexample at 5 % or 100%', 'ada.example')).toBe('adaXexample at 5 % or 100%')
})
