import { expect, test } from 'vitest'
import { fingerprint } from './fingerprint.js'

test('letter case makes no difference, any other letter does', () => {
  expect(fingerprint('Joe@Acme.com')).toBe(fingerprint('joe@acme.com'))
  const people = Array.from({ length: 10_000 }, (_, i) => `person.${i}@acme.com`)
  expect(new Set(people.map(fingerprint)).size).toBe(people.length)
})

test('it is a whole number of 32 bits in digits, however long the text', () => {
  for (const text of ['', 'a', 'é語👋', 'x'.repeat(100_000)]) {
    const hash = fingerprint(text)
    expect(hash).toBe(String(Number(hash) >>> 0))
  }
})

test('a person under another anonymousId is another number', () => {
  const ids = Array.from({ length: 1_000 }, (_, i) => i.toString(16).padStart(32, '0'))
  expect(new Set(ids.map((id) => fingerprint(id + 'joe@acme.com'))).size).toBe(ids.length)
})
