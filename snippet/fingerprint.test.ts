import { expect, test } from 'vitest'
import { fingerprint } from './fingerprint.js'

test('letter case makes no difference, any other letter does', () => {
  expect(fingerprint('Joe@Acme.com')).toBe(fingerprint('joe@acme.com'))
  const people = Array.from({ length: 10_000 }, (_, i) => `person.${i}@acme.com`)
  expect(new Set(people.map(fingerprint)).size).toBe(people.length)
})
