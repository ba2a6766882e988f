import type { Beacon } from '../../../wire/beacon.js'
import { headOf, post, raw, withHeaders, withoutHeader } from '../requests.js'
import type { HeaderLines, Mutation, Shot } from '../shot.js'

const CLOSE = ['Connection', 'close'] as const

/** What follows a length's name and is not how long the body is. */
const ODD_LENGTHS = [
  '',
  '-1',
  '+5',
  '1e3',
  '0x10',
  '5, 5',
  '99999999999999999999',
  'NaN',
  '5 5',
  '１',
]

const ODD_CHUNKS = [
  'z\r\n',
  '-1\r\n',
  '0x5\r\nhello\r\n',
  'fffffffffffffffff\r\n',
  '5;a="\r\nhello\r\n',
  '\r\n',
  '5\nhello\n',
]

/** Requests whose length lies, and those whose two ends could disagree about it. */
export const FRAMING = {
  'length too small': (beacon) => ({
    ...lengthOf(beacon, (length) => String(length - 10)),
    // The ten bytes that are left are no request.
    isOddHttp: true,
    answers: 0,
  }),
  'length too large': (beacon) => ({
    ...lengthOf(beacon, (length) => String(length + 10)),
    isOddHttp: true,
    hangsUp: true,
    answers: 0,
  }),
  'length that is none': (beacon, random) => ({
    ...lengthOf(beacon, () => random.pick(ODD_LENGTHS)),
    isOddHttp: true,
    answers: 0,
    hangsUp: true,
  }),
  'two lengths': (beacon, random) =>
    odd(beacon, [
      ['Content-Length', lengthIn(beacon)],
      ['Content-Length', random.pick(['5', lengthIn(beacon)])],
    ]),
  'length and chunks': (beacon, random) =>
    odd(beacon, [
      ['Content-Length', lengthIn(beacon)],
      ['Transfer-Encoding', random.pick(['chunked', 'gzip, chunked', 'identity', 'xchunked'])],
    ]),
  chunks: (beacon, random) => ({
    ...post(JSON.stringify(beacon)),
    chunkBytes: 1 + random.int(300),
    mustAnswer: [204],
  }),
  'odd chunk': (_, random) => ({
    ...raw(headOf(withHeaders([['Transfer-Encoding', 'chunked'], CLOSE])), random.pick(ODD_CHUNKS)),
    isOddHttp: true,
    answers: 0,
    hangsUp: true,
  }),
  'chunk extensions and trailers': (beacon, random) => ({
    ...raw(
      headOf(withHeaders([['Transfer-Encoding', 'chunked'], CLOSE])),
      `${chunk(JSON.stringify(beacon), ';a=b')}0\r\n${random.pick(['', 'X-A: b\r\n', 'Content-Length: 5\r\n'])}\r\n`,
    ),
    isOddHttp: true,
  }),
  'chunks cut off': (beacon, random) => ({
    ...raw(
      headOf(withHeaders([['Transfer-Encoding', 'chunked']])),
      chunk(JSON.stringify(beacon)).slice(0, random.int(400)),
    ),
    isOddHttp: true,
    answers: 0,
    hangsUp: true,
  }),
  'repeated header': (beacon, random) => {
    const name = random.pick(['Host', 'Origin', 'Content-Type', 'Transfer-Encoding'])
    const values = [random.pick(['chunked', 'x']), random.pick(['chunked', 'y'])] as const
    return odd(beacon, [
      [name, values[0]],
      [name, values[1]],
    ])
  },
  'no host': (beacon) => {
    const body = JSON.stringify(beacon)
    const headers = [...withoutHeader('Host'), ['Content-Length', lengthIn(beacon)] as const, CLOSE]
    return { ...raw(headOf(headers), body), isOddHttp: true, mustAnswer: [400] }
  },
} satisfies Record<string, Mutation>

/** A beacon whose head no HTTP client would send; Node's parser may close without a word. */
function odd(beacon: Beacon, lines: HeaderLines): Shot {
  const body = JSON.stringify(beacon)
  return {
    ...raw(headOf(withHeaders([...lines, CLOSE])), body),
    isOddHttp: true,
    answers: 0,
    hangsUp: true,
  }
}

function lengthOf(beacon: Beacon, told: (length: number) => string) {
  const body = JSON.stringify(beacon)
  const length = told(Buffer.byteLength(body))
  return raw(headOf(withHeaders([['Content-Length', length], CLOSE])), body)
}

function lengthIn(beacon: Beacon): string {
  return String(Buffer.byteLength(JSON.stringify(beacon)))
}

function chunk(body: string, extension = ''): string {
  return `${Buffer.byteLength(body).toString(16)}${extension}\r\n${body}\r\n`
}
