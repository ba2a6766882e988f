import { expect, it } from 'vitest'
import { whoKeysIn } from './failed-names.js'

it.each([
  ['{"person":{"email":"ADA@example.org"}}', ['email:ada@example.org']],
  ['{"t":"write to ada@example.org."}', ['email:ada@example.org']],
  ['{"url":"mailto:ada+x@example.org?a=1"}', ['email:ada+x@example.org']],
  ['{"nada@example.org":1}', ['email:nada@example.org']],
  ['{"phoneNumber" : "+44 20 7946"}', ['phone:+44207946']],
  ['{"trackingId":"t-1","x":"@"}', ['tracking:t-1']],
  ['{"a":1}', []],
])('%s names %j', (body, keys) => {
  expect(whoKeysIn(body)).toEqual(keys)
})

it('of what is made to be slow no more is read than a little', () => {
  expect(whoKeysIn('a'.repeat(65_536))).toEqual([])
  expect(whoKeysIn('@'.repeat(65_536))).toEqual([])
  expect(whoKeysIn('a@b,'.repeat(16_000))).toEqual(['email:a@b'])
  const many = Array.from({ length: 2000 }, (_, n) => `${n}@b`).join(' ')
  expect(whoKeysIn(many)).toHaveLength(100)
})
