import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readIntegrationId } from './integration-id.js'

it('loses no digit that JSON.parse would', () => {
  expect(readIntegrationId('{"requestId":"r","integrationId":9007199254740993}')).toBe(
    '9007199254740993',
  )
  expect(readIntegrationId('{"integrationId" : -9223372036854775808 }')).toBe(
    '-9223372036854775808',
  )
})

it.each([
  ['in a string', String.raw`{"requestId":"\"integrationId\":1","errors":["integrationId: 2"]}`],
  ['deeper down', '{"echo":{"integrationId":1},"list":[{"integrationId":2}]}'],
  ['with a fraction', '{"integrationId":1.5}'],
  ['with an exponent', '{"integrationId":1e3}'],
  ['longer than an int64', '{"integrationId":12345678901234567890}'],
  ['as null', '{"integrationId":null}'],
  ['as words', '{"integrationId":"seven"}'],
  ['nowhere', '{}'],
])('%s there is none', (_title, text) => {
  expect(readIntegrationId(text)).toBeNull()
})

it('may stand in quotation marks, or its key be written in escapes', () => {
  expect(readIntegrationId('{"integrationId":"7"}')).toBe('7')
  expect(readIntegrationId(String.raw`{"integr\u0061tionId":7}`)).toBe('7')
})

it('is found beside anything else', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      (others, id) => {
        const rest = JSON.stringify({ ...others, integrationId: undefined, last: '\\"' })
        expect(readIntegrationId(`${rest.slice(0, -1)},"integrationId":${id}}`)).toBe(String(id))
      },
    ),
  )
})
