import { expect, it } from 'vitest'
import { createSeldom } from './seldom.js'

it('is due once a minute by key, and says how often it was not', () => {
  let nowMs = 0
  const seldom = createSeldom(() => nowMs)
  expect(seldom.due('a')).toBe(0)
  expect([seldom.due('a'), seldom.due('a')]).toEqual([null, null])
  expect(seldom.due('b')).toBe(0)
  nowMs = 59_999
  expect(seldom.due('a')).toBeNull()
  nowMs = 60_000
  expect(seldom.due('a')).toBe(3)
  expect(seldom.due('a')).toBeNull()
  nowMs = 120_000
  expect(seldom.due('b')).toBe(0)
})

it('keeps a thousand keys and forgets the first for another', () => {
  const seldom = createSeldom(() => 0)
  for (let key = 0; key <= 1000; key++) expect(seldom.due(String(key))).toBe(0)
  expect(seldom.due('1000')).toBeNull()
  expect(seldom.due('1')).toBeNull()
  expect(seldom.due('0')).toBe(0)
})
