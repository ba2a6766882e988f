import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { post } from '../requests.js'
import type { Mutation } from '../shot.js'
import { ZSTD_BLOCK_BYTES, zstdOfZeros } from './zstd-of-zeros.js'

/** What a bomb would take up if it were inflated: more than the collector's memory may grow. */
export const BOMB_BYTES = 50 * 1024 * 1024

const ZEROS = Buffer.alloc(BOMB_BYTES)
const GZIPPED = gzipSync(ZEROS)

/** The highest quality, which is the default, takes three seconds for the same. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

/** Some 50 KiB and less, so that their length alone gives none of them away. */
export const BOMBS = {
  gzip: GZIPPED,
  'x-gzip': GZIPPED,
  deflate: deflateSync(ZEROS),
  'raw deflate': deflateRawSync(ZEROS),
  br: brotliCompressSync(ZEROS, BROTLI),
  zstd: zstdOfZeros(BOMB_BYTES / ZSTD_BLOCK_BYTES),
  'gzip, gzip': gzipSync(GZIPPED),
  'gzip, br': brotliCompressSync(GZIPPED, BROTLI),
} as const

const SPELLINGS = [
  (name: string) => name,
  (name: string) => name.toUpperCase(),
  (name: string) => `identity, ${name}`,
  (name: string) => ` ${name} `,
  (name: string) => `${name};q=1`,
]

/** Small bodies of which others would make large ones. */
export const ENCODINGS = {
  'compression bomb': (_, random) => {
    const name = random.pick(Object.keys(BOMBS) as (keyof typeof BOMBS)[])
    const encoding = random.pick(SPELLINGS)(name === 'raw deflate' ? 'deflate' : name)
    return { ...post(BOMBS[name], [['Content-Encoding', encoding]]), mustAnswer: [415] }
  },
  'compression bomb in chunks': (_, random) => {
    const name = random.pick(['gzip', 'br', 'zstd'] as const)
    const shot = post(BOMBS[name], [['Content-Encoding', name]])
    return { ...shot, chunkBytes: 8192, mustAnswer: [415] }
  },
  'compression bomb that says nothing': (_, random) =>
    post(BOMBS[random.pick(['gzip', 'br', 'zstd', 'deflate'] as const)]),
  'compressed transfer': (beacon, random) => {
    const body = gzipSync(JSON.stringify(beacon))
    const name = random.pick(['gzip', 'x-gzip', '', 'identity', ',', 'aes128gcm', 'compress'])
    return post(random.pick([body, JSON.stringify(beacon)]), [['Content-Encoding', name]])
  },
} satisfies Record<string, Mutation>
