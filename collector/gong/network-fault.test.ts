import { expect, it } from 'vitest'
import { readNetworkFault } from './network-fault.js'

/** As Node says it, hidden in what fetch throws. */
const fails = (code: string, message = code) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) })

it.each([
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['CERT_HAS_EXPIRED', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ['EPROTO', 'tls'],
  ['ECONNREFUSED', 'connection'],
  ['ECONNRESET', 'connection'],
  ['UND_ERR_SOCKET', 'connection'],
  ['EPROTONOSUPPORT', 'connection'],
])('%s is of kind %s', (code, fault) => {
  expect(readNetworkFault(fails(code))).toEqual({ fault, cause: `Error: ${code}` })
})

it('several addresses that failed are each told once', () => {
  const each = ['ECONNREFUSED ::1:443', 'ECONNREFUSED 127.0.0.1:443', 'ECONNREFUSED ::1:443']
  const cause = new AggregateError(each.map((message) => new Error(message)))
  expect(readNetworkFault(new TypeError('fetch failed', { cause }))).toEqual({
    fault: 'connection',
    cause: 'Error: ECONNREFUSED ::1:443; Error: ECONNREFUSED 127.0.0.1:443',
  })
})

it('one of several that says more decides', () => {
  const cause = new AggregateError([fails('ECONNREFUSED'), fails('CERT_HAS_EXPIRED')])
  expect(readNetworkFault(cause).fault).toBe('tls')
})

it('anything may have been thrown, a circle of causes too', () => {
  const circle = new Error('round')
  circle.cause = circle
  expect(readNetworkFault(circle)).toEqual({ fault: 'connection', cause: 'Error: round' })
  for (const thrown of ['words', null, undefined, 7]) {
    expect(readNetworkFault(thrown)).toEqual({ fault: 'connection', cause: String(thrown) })
  }
})

it('words have an end', () => {
  expect(readNetworkFault(new Error('x'.repeat(10_000))).cause).toHaveLength(500)
})
