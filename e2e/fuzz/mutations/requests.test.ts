import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { MAX_BEACON_BYTES } from '../../../wire/limits.js'
import { goodBeacon } from '../good-beacon.js'
import { createRandom } from '../random.js'
import type { Mutation } from '../shot.js'
import { GROUPS } from './all.js'
import { BOMB_BYTES, BOMBS } from './encodings.js'
import { FRAMING } from './framing.js'
import { SIZES } from './sizes.js'
import { zstdOfZeros } from './zstd-of-zeros.js'

const made = (mutate: Mutation, seeds = 100) =>
  Array.from({ length: seeds }, (_, seed) => {
    const random = createRandom(seed)
    return mutate(goodBeacon(seed, 'spoilt', random), random)
  })

const bytesOf = (mutate: Mutation): string[] =>
  made(mutate).map((shot) => (shot.via === 'raw' ? Buffer.concat(shot.parts).toString() : ''))

describe('every kind', () => {
  const kinds = Object.values(GROUPS).flatMap((mutations) => Object.entries(mutations))
  it.each(kinds)('%s is the same again from the same seed', (_, mutate) => {
    const beacon = goodBeacon(1, 'spoilt', createRandom(1))
    expect(mutate(beacon, createRandom(7))).toEqual(mutate(beacon, createRandom(7)))
  })
})

it('a body at its limit is there, one below and one above, and a page is told which was too large', () => {
  const answers = made(SIZES['body at its limit']).map((shot) => {
    if (shot.via === 'raw') throw new Error('sent as HTTP')
    expect(() => void JSON.parse(shot.body.toString())).not.toThrow()
    return `${shot.body.length - MAX_BEACON_BYTES} ${shot.mustAnswer?.join()}`
  })
  expect([...new Set(answers)].sort()).toEqual(['-1 204', '0 204', '1 413'])
})

describe('a bomb', () => {
  it.each([
    ['gzip', gunzipSync(BOMBS.gzip)],
    ['deflate', inflateSync(BOMBS.deflate)],
    ['raw deflate', inflateRawSync(BOMBS['raw deflate'])],
    ['br', brotliDecompressSync(BOMBS.br)],
    ['gzip, gzip', gunzipSync(gunzipSync(BOMBS['gzip, gzip']))],
    ['gzip, br', gunzipSync(brotliDecompressSync(BOMBS['gzip, br']))],
  ])('of %s is 50 MiB of zeros', (_, inflated) => {
    expect(inflated).toHaveLength(BOMB_BYTES)
  })

  it('is never given away by its length', () => {
    for (const bomb of Object.values(BOMBS)) expect(bomb.length).toBeLessThan(MAX_BEACON_BYTES)
  })

  it('of zstd has its magic number, and a last block that says so', () => {
    const frame = zstdOfZeros(2)
    expect(frame.toString('hex')).toBe('28b52ffd0038' + '02001000' + '03001000')
  })
})

describe('a length that lies', () => {
  const told = (text: string) => Number(/Content-Length: (\d+)/.exec(text)?.[1])
  const really = (text: string) => Buffer.byteLength(text.slice(text.indexOf('\r\n\r\n') + 4))

  it('is too small, or too large', () => {
    for (const text of bytesOf(FRAMING['length too small']))
      expect(told(text)).toBe(really(text) - 10)
    for (const text of bytesOf(FRAMING['length too large']))
      expect(told(text)).toBe(really(text) + 10)
  })

  it('comes twice, or beside chunks', () => {
    for (const text of bytesOf(FRAMING['two lengths'])) {
      expect(text.match(/^Content-Length:/gm)).toHaveLength(2)
    }
    for (const text of bytesOf(FRAMING['length and chunks'])) {
      expect(text).toMatch(/^Content-Length: \d+\r\nTransfer-Encoding: /m)
    }
  })
})
