import type { Beacon } from '../../../wire/beacon.js'
import { placesOf, valueAt, withRaw } from '../raw-json.js'
import type { Random } from '../random.js'
import type { BodyMutation } from '../shot.js'

/** A character for private use, which stands for bytes that no string can hold. */
const HOLE = '\uE000'

/** A surrogate by itself as CESU-8 has it, which is no UTF-8: https://www.unicode.org/reports/tr26/ */
export const SURROGATE_BYTES = ['eda080', 'edbfbf', 'eda0bdedb880'].map((hex) =>
  Buffer.from(hex, 'hex'),
)

const LONE = ['\\uD800', '\\uDC00', '\\uDBFF', '\\uDFFF', '\\uDE00\\uD83D', 'a\\uD83Db']
const CONTROLS = [
  '\\u0000',
  '\\u0001',
  '\\n',
  '\\r\\n',
  '\\u001b[2J',
  '\\u007f',
  '\\u0085',
  '\\u009b',
]
const RAW_CONTROLS = ['\u0000', '\u0001', '\n', '\r', '\u001b[2J', '\u007f', '\u0085', '\u009b']
const BIDI = ['\u202e', '\u202d', '\u2066', '\u2067', '\u2068', '\u2069', '\u200f', '\u061c']
const ZERO_WIDTH = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u180e', '\u2028']
const INVALID_ESCAPES = ['\\x41', '\\u12', '\\uZZZZ', '\\', "\\'", '\\0', '\\u{41}', '\\U0041']
const ASTRAL = ['😀', '𝒜', '👩‍👩‍👧', '🇩🇰', '\u{10ffff}', '\u{1fffe}']
const ODD = ['\ufffe', '\uffff', '\ufdd0', 'İ', 'ß', 'ﷺ', 'ǆ', '％', '．', '。', 'xn--']
const COUNTS = [1, 2, 63, 64, 127, 255, 256, 257, 512, 1025]

/** Text that only looks like text, in one of the beacon's strings or behind what it says. */
export const UNICODE = {
  'lone surrogate escaped': (beacon, random) => withText(beacon, random.pick(LONE), random),
  'lone surrogate raw': (beacon, random) => {
    const [before = '', ...after] = withText(beacon, HOLE, random).split(HOLE)
    const bytes = random.pick(SURROGATE_BYTES)
    return Buffer.concat([Buffer.from(before), bytes, Buffer.from(after.join(''))])
  },
  'control character escaped': (beacon, random) =>
    withText(beacon, random.pick(CONTROLS).repeat(random.pick([1, 3, 300])), random),
  'control character raw': (beacon, random) => withText(beacon, random.pick(RAW_CONTROLS), random),
  bidi: (beacon, random) => withText(beacon, repeated(BIDI, random), random),
  'zero width': (beacon, random) => withText(beacon, repeated(ZERO_WIDTH, random), random),
  'combining flood': (beacon, random) =>
    withText(beacon, `e${'\u0301\u0489'.repeat(random.pick(COUNTS))}`, random),
  'four bytes': (beacon, random) => withText(beacon, repeated(ASTRAL, random), random),
  'odd letters': (beacon, random) => withText(beacon, repeated(ODD, random), random),
  'invalid escape': (beacon, random) => withText(beacon, random.pick(INVALID_ESCAPES), random),
} satisfies Record<string, BodyMutation>

function repeated(from: readonly string[], random: Random): string {
  return random.pick(from).repeat(random.pick(COUNTS))
}

/** `raw` as the whole of a string or after it, so that addresses stay addresses. */
function withText(beacon: Beacon, raw: string, random: Random): string {
  const place = random.pick([
    ...placesOf(beacon, 'string'),
    // What later stages read most.
    ['events', 0, 'page', 'url'],
    ['events', 0, 'page', 'title'],
  ])
  const before = JSON.stringify(valueAt(beacon, place)).slice(1, -1)
  const kept = random.int(3) === 0 ? '' : before
  return withRaw(beacon, place, `"${kept}${raw}"`)
}
