import type { Beacon } from '../../../wire/beacon.js'
import { headOf, raw, withHeaders } from '../requests.js'
import type { Mutation, Shot } from '../shot.js'

const METHODS = [
  ...['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PROPFIND', 'LINK', 'PURGE'],
  ...['post', 'POSTS', 'M-SEARCH', 'QUERY', '', 'P\u00d6ST', '__proto__'],
]

const PATHS = [
  ...['/', '//', '/v1/events/', '/v1//events', '/V1/EVENTS', '/v1/events?x=1', '/v1/events#part'],
  ...[
    '/v1/%65vents',
    '/v1/events%00',
    '/%',
    '/%ff',
    '/%c0%af',
    '/..%2f..%2fetc/passwd',
    '/../../x',
  ],
  ...['/__proto__', '/constructor', '/v1/events;a=b', '*', 'v1/events', '?', '#', '/\\..\\..\\x'],
  ...[
    'http://collector.test/v1/events',
    'http://[bad/v1/events',
    'http://',
    'https://:80/',
    '//evil/',
  ],
  ...['javascript:alert(1)', `/${'a'.repeat(10_000)}`, `/${'%41'.repeat(3000)}`, '/\u00ff', '/a b'],
  ...['/healthz', '/readyz', '/tamtam.js', '/tamtam.json', '/tamtam.js?site=%', '/tamtam-.js'],
]

const QUERIES = ['', '?', '?a', '?a=%', '?__proto__[x]=1', `?${'a=1&'.repeat(2000)}`]

/** Other methods, and other places to send them to. */
export const REQUESTS = {
  method: (beacon, random) => requested(random.pick(METHODS), '/v1/events', beacon),
  path: (beacon, random) => requested('POST', random.pick(PATHS) + random.pick(QUERIES), beacon),
  'method and path': (beacon, random) =>
    requested(random.pick([...METHODS, 'GET', 'GET', 'OPTIONS']), random.pick(PATHS), beacon),
} satisfies Record<string, Mutation>

/** Without HEAD, which has no body and so cannot say why it was refused. */
function requested(method: string, path: string, beacon: Beacon): Shot {
  const body = JSON.stringify(beacon)
  const headers = withHeaders([
    ['Content-Length', String(Buffer.byteLength(body))],
    ['Connection', 'close'],
  ])
  const shot = raw(headOf(headers, `${method} ${path} HTTP/1.1`), body)
  return { ...shot, isOddHttp: true, answers: 0 }
}
