import { expect, test } from 'vitest'
import { MAX_TRACKING_ID_CHARACTERS } from '../wire/limits.js'
import { isTrackingId, readTrackingId } from './tracking-id.js'

test('the first named parameter that has a value wins', () => {
  expect(readTrackingId('?a=&b=2&c=3', ['a', 'c', 'b'])).toBe('3')
  expect(readTrackingId('?b=2', [])).toBeUndefined()
  expect(readTrackingId('', ['a'])).toBeUndefined()
})

test('nothing in the id changes: a plus stays a plus', () => {
  expect(readTrackingId('?a=ab+c/d==', ['a'])).toBe('ab+c/d==')
  expect(readTrackingId('?a=ab%2Bc%2Fd%3D', ['a'])).toBe('ab+c/d=')
})

test('an id that is longer than the wire takes is no id', () => {
  expect(isTrackingId('x'.repeat(MAX_TRACKING_ID_CHARACTERS))).toBe(true)
  expect(isTrackingId('x'.repeat(MAX_TRACKING_ID_CHARACTERS + 1))).toBe(false)
  expect([undefined, null, 7, ''].some(isTrackingId)).toBe(false)
})
