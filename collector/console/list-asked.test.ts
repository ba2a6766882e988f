import { expect, it } from 'vitest'
import { readListAsked } from './list-asked.js'

it.each([
  [undefined, 100],
  ['none', 100],
  ['-1', 100],
  ['1.5', 100],
  ['0', 1],
  ['7', 7],
  ['10001', 10_000],
  ['999999999', 10_000],
])('a limit of %j lists %d, as on every page', (limit, listed) => {
  expect(readListAsked((name) => (name === 'limit' ? limit : undefined)).limit).toBe(listed)
})
