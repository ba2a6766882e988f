import { expect, it } from 'vitest'
import { namesIn, whoKeysIn } from './failed-names.js'

const ADA = ['email:ada@example.org']
const payload = Buffer.from('{"person":{"email":"ada@example.org"}}').toString('base64url')

it.each([
  ['{"person":{"email":"ADA@example.org"}}', ADA],
  ['{"t":"write to ada@example.org."}', ADA],
  ['{"t":"write to \'ada@example.org\'"}', expect.arrayContaining(ADA)],
  ['{"url":"mailto:ada+x@example.org?a=1"}', ['email:ada+x@example.org']],
  ['{"url":"https://www.acme.com/ada@example.org?a=1"}', ADA],
  ['{"nada@example.org":1}', ['email:nada@example.org']],
  ['{"phoneNumber" : "+44 20 7946"}', ['phone:+44207946']],
  ['{"trackingId":"t-1","x":"@"}', ['tracking:t-1']],
  ['{"a":1}', []],
])('%s names %j', (body, keys) => {
  expect(whoKeysIn(body)).toEqual(keys)
})

it.each([
  ['in a URL', '{"url":"https://www.acme.com/?a=1&email=ada@example.org&b=2"}'],
  ['percent-encoded', '{"url":"https://www.acme.com/?email=ada%40example.org"}'],
  ['percent-encoded twice', '{"url":"/?to=%2Fin%3Femail%3Dada%2540example.org"}'],
  ['after a plus for a space', '{"url":"/search?q=mail+ada%40example.org"}'],
  ['percent-encoded beside what is not', '{"url":"/?off=100%&email=ada%40example.org"}'],
  ['escaped', '{"email":"ada\\u0040example.org"}'],
  ['escaped in what was cut off', '{"email":"ada\\u0040example.org","b'],
  ['in JSON within JSON', JSON.stringify({ a: JSON.stringify({ email: 'ada@example.org' }) })],
  ['in the payload of a token', JSON.stringify({ token: `h.${payload}.s` })],
  ['in a token of a URL', JSON.stringify({ url: `/in?token=h.${payload}.s` })],
  ['behind a thousand signs', `{"x":"${'a@'.repeat(1100)}","email":"ada@example.org"}`],
  ['in deep nesting', `${'['.repeat(20_000)}"ada@example.org"${']'.repeat(20_000)}`],
])('an address is found %s', (_, body) => {
  expect(whoKeysIn(body)).toContain('email:ada@example.org')
})

it.each([
  ['a number that is one', '{"phoneNumber":442079460000}', 'phone:+442079460000'],
  ['a number in what was cut off', '{"phoneNumber":"+44 20","', 'phone:+4420'],
  ['a trackingId with escapes', '{"trackingId":"t\\/1"}', 'tracking:t/1'],
  [
    'an id with its company',
    '{"personId":"p-1","company":{"domain":"Acme.com"}}',
    'id:acme.com:p-1',
  ],
  ['a contact of the CRM', '{"crm":{"objectType":"CONTACT","objectId":"003"}}', 'crm: CONTACT 003'],
])('%s names somebody', (_, body, key) => {
  expect(whoKeysIn(body)).toContain(key)
})

it('an apostrophe is part of an address', () => {
  const key = "email:o'brien@example.org"
  expect(whoKeysIn('{"email":"o\'brien@example.org"}')).toEqual([key])
  expect(whoKeysIn('{"t":"write to o\'brien@example.org"}')).toContain(key)
})

it('where prose leaves open where an address begins, all that it may be are named', () => {
  expect(whoKeysIn('{"t":"l\'adresse d\'ada@example.org"}')).toEqual([
    "email:d'ada@example.org",
    'email:ada@example.org',
  ])
})

it.each([
  ['many signs', '@'.repeat(65_536), false],
  ['no sign', 'a'.repeat(65_536), false],
  ['one address again and again', 'a@b,'.repeat(16_000), false],
  ['many addresses', Array.from({ length: 9000 }, (_, n) => `${n}@b`).join(' '), true],
  ['percent signs within each other', '%25'.repeat(21_000), false],
  ['what may begin anywhere', `"${`${"'".repeat(63)}@b`.repeat(1000)}"`, false],
  ['parts of a query', 'a=b.&'.repeat(13_000), false],
  ['dots', '.'.repeat(65_536), false],
  ['spaces after a field', `"email"${' '.repeat(65_000)}`, false],
])('of %s no more is read than a little, and it says so', (_, body, isBeyond) => {
  expect(namesIn(body).isBeyond).toBe(isBeyond)
  expect(namesIn(JSON.stringify({ body })).isBeyond).toBe(isBeyond)
  expect(whoKeysIn(body).length).toBeLessThanOrEqual(1001)
})
