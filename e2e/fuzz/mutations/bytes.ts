import type { Random } from '../random.js'
import type { BodyMutation } from '../shot.js'

type ByteMutation = (body: Buffer, random: Random) => Buffer

/** None of these can be part of UTF-8 where they stand: https://www.rfc-editor.org/rfc/rfc3629#section-3 */
export const INVALID_UTF8 = [
  'ff',
  'fe',
  'c0af',
  'e28228',
  'f8a1a1a1a1',
  'f4908080',
  '80',
  'c3',
].map((hex) => Buffer.from(hex, 'hex'))

const MAX_REPEATS = 20

const ON_BYTES = {
  flip: (body, random) => {
    const flipped = Buffer.from(body)
    const at = random.int(body.length)
    flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << random.int(8)), at)
    return flipped
  },
  cut: (body, random) => body.subarray(0, random.int(body.length)),
  'cut out': (body, random) => {
    const from = random.int(body.length)
    return Buffer.concat([body.subarray(0, from), body.subarray(from + 1 + random.int(40))])
  },
  insert: (body, random) => insert(body, random.bytes(1 + random.int(8)), random),
  repeat: (body, random) => {
    const from = random.int(body.length)
    const piece = body.subarray(from, from + 1 + random.int(200))
    return insert(
      body,
      Buffer.concat(Array<Buffer>(1 + random.int(MAX_REPEATS)).fill(piece)),
      random,
    )
  },
  'invalid UTF-8': (body, random) => insert(body, random.pick(INVALID_UTF8), random),
  'byte order mark': (body, random) =>
    Buffer.concat([Buffer.from(random.pick(['efbbbf', 'feff', 'fffe0000']), 'hex'), body]),
  'other encoding': (body, random) =>
    random.int(2) === 0
      ? Buffer.from(body.toString(), 'utf16le')
      : Buffer.from(body.toString(random.pick(['base64', 'hex'] as const))),
  NUL: (body, random) => insert(body, Buffer.alloc(1 + random.int(4)), random),
  'only bytes': (_, random) => random.bytes(random.int(2000)),
} satisfies Record<string, ByteMutation>

export const BYTES: Record<keyof typeof ON_BYTES, BodyMutation> = mapped(ON_BYTES)

function mapped<Name extends string>(all: Record<Name, ByteMutation>): Record<Name, BodyMutation> {
  const entries = Object.entries<ByteMutation>(all).map(([name, mutate]) => {
    const mutation: BodyMutation = (beacon, random) =>
      mutate(Buffer.from(JSON.stringify(beacon)), random)
    return [name, mutation]
  })
  // The same names, each with a mutation.
  return Object.fromEntries(entries) as Record<Name, BodyMutation>
}

function insert(body: Buffer, piece: Buffer, random: Random): Buffer {
  const at = random.int(body.length + 1)
  return Buffer.concat([body.subarray(0, at), piece, body.subarray(at)])
}
