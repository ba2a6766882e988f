import { ORIGIN, post, withoutHeader } from '../requests.js'
import type { HeaderLines, HttpShot, Mutation } from '../shot.js'
import type { Beacon } from '../../../wire/beacon.js'

const CONTENT_TYPES = [
  ...['text/plain', 'application/json', 'TEXT/PLAIN ; charset=utf-8', 'text/plain; charset=utf-16'],
  ...['application/json; charset="', 'text/html', 'multipart/form-data; boundary=x', '', ';', 'x'],
  ...[
    'application/x-www-form-urlencoded',
    'text/plain, text/html',
    `text/plain;${'a'.repeat(4000)}`,
  ],
]

const ORIGINS = [
  ...[
    'null',
    '',
    'https://www.acme.com.evil.example',
    'http://www.acme.com',
    'HTTPS://WWW.ACME.COM',
  ],
  ...[
    'https://www.acme.com/',
    'https://www.acme.com:443',
    'https://www.acme.com:8443',
    '*',
    'file://',
  ],
  ...[
    'https://www.acme.com@evil.example',
    'https://evil.example/https://www.acme.com',
    '__proto__',
  ],
  ...['\u009b31m', 'https://\u00e9.example', `https://${'a'.repeat(5000)}.example`, 'constructor'],
]

const USER_AGENTS = [
  '',
  ' ',
  'x'.repeat(5000),
  '\u009b31m\u0085',
  '\u00ff\u00fe',
  'Googlebot/2.1',
  '{}',
]

const ADDRESSES = [
  ...[
    '127.0.0.1',
    '::1',
    '',
    ',',
    ', ,',
    '999.1.1.1',
    '[::1]:80',
    'unknown',
    '127.0.0.1, '.repeat(200),
  ],
  ...['fe80::1%eth0', '::ffff:1.2.3.4', '1'.repeat(2000), '\u00ff', '_hidden', 'for=1.1.1.1'],
]

const OTHERS: HeaderLines = [
  ['Cookie', 'a=b; '.repeat(300)],
  ['Authorization', 'Basic OjpiYWQ='],
  ['Range', 'bytes=0-1'],
  ['If-None-Match', '*'],
  ['Accept', 'text/html;q=bad'],
  ['Connection', 'keep-alive, host'],
  ['Upgrade', 'h2c'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['__proto__', 'polluted'],
  ['constructor', 'polluted'],
  ['Forwarded', 'for="_gazonk"'],
  ['Host', '[bad'],
  ['Host', 'a b'],
  ['Host', ''],
  ['Host', '\u00ff'],
  ['Host', 'x'.repeat(1000)],
  ['Host', 'user:pass@collector.test:99999/path?query#part'],
]

/** Node takes more of them than of one: https://nodejs.org/docs/latest-v20.x/api/http.html#servermaxheaderscount */
const MANY = 500

/** Good beacons whose headers are not. */
export const HEADERS = {
  'content type': (beacon, random) =>
    postWith(beacon, [['Content-Type', random.pick(CONTENT_TYPES)]]),
  'no content type': (beacon) => ({
    ...postWith(beacon, []),
    headers: withoutHeader('Content-Type'),
  }),
  'no origin': (beacon) => ({
    ...postWith(beacon, []),
    headers: withoutHeader('Origin'),
    mustAnswer: [403],
  }),
  origin: (beacon, random) => ({
    ...postWith(beacon, [['Origin', random.pick(ORIGINS)]]),
    mustAnswer: [403],
  }),
  'user agent': (beacon, random) => ({
    ...postWith(beacon, [['User-Agent', random.pick(USER_AGENTS)]]),
    mustAnswer: [204],
  }),
  'forwarded for': (beacon, random) => ({
    ...postWith(beacon, [['X-Forwarded-For', random.pick(ADDRESSES)]]),
    mustAnswer: [204],
  }),
  'other header': (beacon, random) => ({
    ...postWith(beacon, [random.pick(OTHERS)]),
    isOddHttp: true,
  }),
  'header twice': (beacon, random) => {
    const [name, values] = random.pick([
      ['Origin', [ORIGIN, ...ORIGINS]],
      ['Content-Type', CONTENT_TYPES],
      ['User-Agent', USER_AGENTS],
      ['X-Forwarded-For', ADDRESSES],
      ['Content-Encoding', ['identity', 'gzip']],
    ] as const)
    return postWith(beacon, [
      [name, random.pick(values)],
      [name, random.pick(values)],
    ])
  },
  'many headers': (beacon, random) =>
    postWith(
      beacon,
      Array.from({ length: random.int(MANY) }, (_, index) => [`x-${index}`, 'y'] as const),
    ),
} satisfies Record<string, Mutation>

function postWith(beacon: Beacon, changes: HeaderLines): HttpShot {
  return post(JSON.stringify(beacon), changes)
}
