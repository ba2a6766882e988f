import type { Beacon } from '../../../wire/beacon.js'
import type { Random } from '../random.js'
import { headOf, raw, withHeaders } from '../requests.js'
import type { HeaderLines, Mutation } from '../shot.js'

const CLOSE: HeaderLines = [['Connection', 'close']]

const MAX_PIPELINED = 8
const MAX_PAUSE_MS = 20

/** The first bytes of TLS, HTTP/2, SSH, a proxy, and nobody. */
const OTHER_PROTOCOLS = [
  Buffer.from('16030100a5010000a10303', 'hex'),
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from('SSH-2.0-OpenSSH_9.7\r\n'),
  Buffer.from('PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n'),
  Buffer.from('\r\n\r\n\r\n'),
]

const ODD_HEADS = [
  'POST /v1/events HTTP/9.9\r\n\r\n',
  'POST /v1/events HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}',
  'POST /v1/events\r\n\r\n',
  'POST  /v1/events HTTP/1.1\r\n\r\n',
  'POST /v1/events HTTP/1.1\nHost: x\n\n',
  'POST /v1/events HTTP/1.1\r\nHost: x\r\nOrigin: a\r\n b\r\n\r\n',
  'POST /v1/events HTTP/1.1\r\nHost: x\r\nOrigin: a\0b\r\n\r\n',
  'POST /v1/events HTTP/1.1\r\nHost : x\r\n\r\n',
  'POST /v1/events HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n',
  `POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
  'POST /v1/events HTTP/1.1\r\nHost: x\r\nExpect: a-miracle\r\n\r\n',
]

/** What only a connection shows: how bytes are spread over time, and over requests. */
export const CONNECTIONS = {
  'slow chunks': (beacon, random) => {
    const head = headOf(withHeaders([['Transfer-Encoding', 'chunked'], ...CLOSE]))
    const body = JSON.stringify(beacon)
    const middle = 1 + random.int(body.length - 1)
    const chunks = [body.slice(0, middle), body.slice(middle)].map(
      (text) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`,
    )
    return {
      via: 'raw',
      parts: [head, ...chunks, '0\r\n\r\n'].map((part) => Buffer.from(part)),
      pauseMs: random.int(MAX_PAUSE_MS),
      hangsUp: false,
      mustAnswer: [204],
    }
  },
  'split anywhere': (beacon, random) => {
    const whole = Buffer.from(requestOf(beacon, CLOSE))
    const cuts = [0, random.int(whole.length), random.int(whole.length), whole.length]
    cuts.sort((a, b) => a - b)
    const parts = cuts.slice(1).map((to, index) => whole.subarray(cuts[index], to))
    return { via: 'raw', parts, pauseMs: 1, hangsUp: false, mustAnswer: [204] }
  },
  pipelined: (beacon, random) => {
    const answers = 2 + random.int(MAX_PIPELINED - 1)
    const all = [...Array<string>(answers - 1).fill(requestOf(beacon)), requestOf(beacon, CLOSE)]
    return { ...raw(all.join('')), answers, mustAnswer: [204] }
  },
  'pipelined behind a refusal': (beacon) => {
    const refused = requestOf(beacon, [['Origin', 'https://evil.example']])
    // Whether what follows a refusal is read is the server's to say.
    return { ...raw(refused + requestOf(beacon, CLOSE)), answers: 0, hangsUp: true }
  },
  'cut off': (beacon, random) => ({
    ...raw(requestOf(beacon).slice(0, random.int(900))),
    answers: 0,
    isOddHttp: true,
    hangsUp: true,
  }),
  'other protocol': (_, random) => oddBytes(random.pick(OTHER_PROTOCOLS)),
  'odd head': (_, random) => oddBytes(Buffer.from(random.pick(ODD_HEADS), 'latin1')),
  'bytes in the head': (beacon, random) => {
    const bytes = Buffer.from(requestOf(beacon, CLOSE))
    bytes.writeUInt8(random.int(256), random.int(headLength(bytes)))
    return oddBytes(bytes)
  },
  'only bytes on a socket': (_, random: Random) => oddBytes(random.bytes(1 + random.int(300))),
} satisfies Record<string, Mutation>

function requestOf(beacon: Beacon, changes: HeaderLines = []): string {
  const body = JSON.stringify(beacon)
  const length = ['Content-Length', String(Buffer.byteLength(body))] as const
  return headOf(withHeaders([length, ...changes])) + body
}

function oddBytes(bytes: Buffer) {
  const shot = raw('', bytes)
  return { ...shot, answers: 0, isOddHttp: true as const, hangsUp: true }
}

function headLength(bytes: Buffer): number {
  return bytes.indexOf('\r\n\r\n')
}
