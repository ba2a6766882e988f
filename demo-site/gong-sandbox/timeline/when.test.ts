import { expect, it } from 'vitest'
import { ago, inWords } from './when.js'

it.each([
  [9, 'just now'],
  [59, '59 s ago'],
  [3599, '59 min ago'],
  [7200, '2 h ago'],
  [100_000, 'yesterday'],
  [200_000, '2 days ago'],
])('%i seconds ago is “%s”', (seconds, words) => {
  expect(ago(0, seconds * 1000)).toBe(words)
})

it.each([
  [41.4, '41 s'],
  [125, '2 min 5 s'],
  [120, '2 min'],
  [3660, '1 h 1 min'],
])('%d seconds last “%s”', (seconds, words) => {
  expect(inWords(seconds)).toBe(words)
})
