import { describe, expect, it } from 'vitest'
import { envelope } from '../../../wire/beacon.js'
import { MAX_BEACON_BYTES } from '../../../wire/limits.js'
import { goodBeacon } from '../good-beacon.js'
import { createRandom } from '../random.js'
import type { BodyMutation } from '../shot.js'
import { BYTES } from './bytes.js'
import { NUMBERS, NO_NUMBERS } from './numbers.js'
import { PROTOTYPES, PROTOTYPE_KEYS } from './prototypes.js'
import { STRUCTURE } from './structure.js'
import { SURROGATE_BYTES, UNICODE } from './unicode.js'

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed)

/** What a mutation makes of a good beacon, once a seed; with the beacon as it was. */
function made(mutate: BodyMutation): { before: string; bytes: Buffer; text: string }[] {
  return SEEDS.map((seed) => {
    const random = createRandom(seed)
    const beacon = goodBeacon(seed, 'spoilt', random)
    const bytes = Buffer.from(mutate(beacon, random))
    return { before: JSON.stringify(beacon), bytes, text: bytes.toString() }
  })
}

/** Everything that a body says, as JavaScript has it; null where it is no JSON. */
function parsed(text: string): string[] | null {
  const words: string[] = []
  try {
    JSON.parse(text, (key, value: unknown) => {
      words.push(key)
      if (typeof value === 'string') words.push(value)
      return value
    })
    return words
  } catch {
    return null
  }
}

const isJson = (text: string): boolean => parsed(text) !== null

describe('every mutation', () => {
  const all = Object.entries({ ...BYTES, ...STRUCTURE, ...UNICODE, ...PROTOTYPES, ...NUMBERS })
  it.each(all)('%s changes most beacons, and stays far below a megabyte', (_, mutate) => {
    const bodies = made(mutate)
    expect(Math.max(...bodies.map(({ bytes }) => bytes.length))).toBeLessThan(8 * MAX_BEACON_BYTES)
    const changed = bodies.filter(({ before, bytes }) => !bytes.equals(Buffer.from(before)))
    expect(changed.length).toBeGreaterThan(SEEDS.length / 2)
  })
})

describe('bytes', () => {
  it('a flip changes one bit', () => {
    for (const { before, bytes } of made(BYTES.flip)) {
      const differing = [...Buffer.from(before)].map((byte, at) => byte ^ (bytes[at] ?? 0))
      expect(differing.filter((bits) => bits !== 0)).toHaveLength(1)
      expect(bytes).toHaveLength(Buffer.byteLength(before))
    }
  })

  it('invalid UTF-8 is invalid', () => {
    const utf8 = new TextDecoder('utf-8', { fatal: true })
    for (const { bytes } of made(BYTES['invalid UTF-8'])) expect(() => utf8.decode(bytes)).toThrow()
  })

  it('NUL is there', () => {
    for (const { bytes } of made(BYTES.NUL)) expect(bytes).toContain(0)
  })
})

describe('structure', () => {
  it('a missing key leaves JSON that is shorter', () => {
    for (const { before, text } of made(STRUCTURE['missing key'])) {
      expect(isJson(text)).toBe(true)
      expect(text.length).toBeLessThan(before.length)
    }
  })

  it('a duplicate key is JSON with a member more than its reader finds', () => {
    const count = (text: string) => text.match(/":/g)?.length ?? 0
    for (const { text } of made(STRUCTURE['duplicate key'])) {
      expect(count(JSON.stringify(JSON.parse(text)))).toBeLessThan(count(text))
    }
  })

  it('no beacon at all fits the envelope', () => {
    for (const { text } of made(STRUCTURE['no beacon at all'])) {
      const fits = isJson(text) && envelope.safeParse(JSON.parse(text)).success
      expect(fits).toBe(false)
    }
  })

  it('deep nesting goes beyond what recursive code survives', () => {
    const depths = made(STRUCTURE['deep nesting']).map(({ text }) => text.match(/[[{]/g)?.length)
    expect(Math.max(...depths.map((depth = 0) => depth))).toBeGreaterThan(10_000)
  })
})

describe('unicode', () => {
  const surrogate = /\p{Surrogate}/u

  it('a lone surrogate is there once the escapes are read', () => {
    for (const { text } of made(UNICODE['lone surrogate escaped'])) {
      expect(parsed(text)?.some((word) => surrogate.test(word))).toBe(true)
    }
  })

  it('a raw surrogate is there as bytes', () => {
    for (const { bytes } of made(UNICODE['lone surrogate raw'])) {
      expect(SURROGATE_BYTES.some((surrogateBytes) => bytes.includes(surrogateBytes))).toBe(true)
    }
  })

  it('an escaped control character is JSON, and there once it is read', () => {
    for (const { text } of made(UNICODE['control character escaped'])) {
      // eslint-disable-next-line no-control-regex -- these are what must be there
      expect(parsed(text)?.join('')).toMatch(/[\u0000-\u001F\u007F-\u009F]/)
    }
  })

  it('an invalid escape is no JSON', () => {
    for (const { text } of made(UNICODE['invalid escape'])) expect(isJson(text)).toBe(false)
  })
})

describe('prototypes', () => {
  it.each(Object.entries(PROTOTYPES))('a %s is one, in JSON', (_, mutate) => {
    for (const { text } of made(mutate)) {
      expect(isJson(text)).toBe(true)
      expect(PROTOTYPE_KEYS.some((key) => text.includes(`"${key}"`))).toBe(true)
    }
  })
})

describe('numbers', () => {
  it('an odd number is JSON, and no number is none', () => {
    for (const { text } of made(NUMBERS['odd number'])) expect(isJson(text)).toBe(true)
    for (const { text } of made(NUMBERS['no number'])) {
      expect(isJson(text)).toBe(false)
      expect(NO_NUMBERS.some((each) => text.includes(`:${each}`))).toBe(true)
    }
  })

  it('a bound is met, missed by one, and missed by a half', () => {
    const widths = made(NUMBERS.bound).map(({ text }) => /"width":([^,}]+)/.exec(text)?.[1])
    expect(widths).toEqual(expect.arrayContaining(['100000', '100001', '-1', '0.5']))
  })
})
