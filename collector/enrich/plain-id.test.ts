import { expect, it } from 'vitest'
import { plainId } from './plain-id.js'

it.each([
  'dQw4w9WgXcQ',
  '76979871',
  'hero-video',
  'c-7',
  '6070415231001',
  '1_abc12345',
  'kit@1.2.3',
])('%s stays as it is', (id) => {
  expect(plainId(id)).toBe(id)
})

it('of a mail address nothing is left', () => {
  expect(plainId('film-for-ada@analytical.example')).toBe('[email]')
})

it('of what looks like a token there is a mark, which is the same for the same one alone', () => {
  const ids = ['d41d8cd98f00b204e9800998ecf8427e', 'd41d8cd98f00b204e9800998ecf8427f']
  const plain = ids.map(plainId)
  expect(plain[0]).toMatch(/^\[token:[\da-f]{8}\]$/)
  expect(new Set(plain).size).toBe(2)
  expect(ids.map(plainId)).toEqual(plain)
})
