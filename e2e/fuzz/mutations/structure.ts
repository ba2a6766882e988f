import { placesIn, placesOf, valueAt, without, withMember, withRaw } from '../raw-json.js'
import type { BodyMutation } from '../shot.js'

const OTHER_TYPES = ['null', 'true', '0', '-1', '0.5', '""', '"x"', '[]', '{}', '[[]]', '[null]']
const DEPTHS = [1, 3, 7, 8, 9, 100, 10_000, 30_000]
const LENGTHS = [0, 1, 50, 51, 99, 100, 101, 1000, 20_000]
const KEY_LENGTHS = [0, 1, 63, 64, 65, 1000, 60_000]
const NOT_A_BEACON = ['', ' ', 'null', '[]', '{}', '""', '0', 'true', '[[[', '{"v":', '\n', '{}{}']

/** JSON, or nearly, whose shape is no beacon's. */
export const STRUCTURE = {
  'missing key': (beacon, random) => without(beacon, random.pick(placesIn(beacon))),
  'extra key': (beacon, random) =>
    withMember(beacon, {
      place: random.pick([[], ...placesOf(beacon, 'object')]),
      raw: `"${random.pick(['extra', 'ip', 'receivedAtMs', '', '0', 'eventId '])}":${random.pick(OTHER_TYPES)}`,
      last: random.int(2) === 0,
    }),
  'duplicate key': (beacon, random) => {
    const place = random.pick(placesIn(beacon).filter((each) => typeof each.at(-1) === 'string'))
    const again = random.pick([...OTHER_TYPES, JSON.stringify(valueAt(beacon, place))])
    return withMember(beacon, {
      place: place.slice(0, -1),
      raw: `${JSON.stringify(place.at(-1))}:${again}`,
      last: random.int(2) === 0,
    })
  },
  'wrong type': (beacon, random) =>
    withRaw(beacon, random.pick(placesIn(beacon)), random.pick(OTHER_TYPES)),
  'no beacon at all': (_, random) => random.pick(NOT_A_BEACON),
  'deep nesting': (beacon, random) => {
    const depth = random.pick(DEPTHS)
    const [open, close] = random.pick([
      ['[', ']'],
      ['{"a":', '}'],
      ['[', ''],
    ] as const)
    const inner = open === '[' ? '' : '0'
    const nest = (open.repeat(depth) + inner + close.repeat(depth)).slice(0, 60_000)
    return withRaw(beacon, random.pick(placesIn(beacon)), nest)
  },
  'long array': (beacon, random) => {
    const item = random.pick(['0', '{}', '""', 'null', JSON.stringify(beacon.events[0])])
    const room = Math.floor(60_000 / (item.length + 1))
    const items = Array<string>(Math.min(random.pick(LENGTHS), room)).fill(item)
    const place = random.pick([['events'], ...placesIn(beacon)])
    return withRaw(beacon, place, `[${items.join()}]`)
  },
  'long key': (beacon, random) => {
    const key = random.pick(['k', 'é', '😀', '\u0000', '\u009B']).repeat(random.pick(KEY_LENGTHS))
    const place = random.pick([[], ...placesOf(beacon, 'object')])
    return withMember(beacon, { place, raw: `${JSON.stringify(key)}:1` })
  },
  'many keys': (beacon, random) => {
    const count = random.pick([49, 50, 51, 1000, 5000])
    const raw = Array.from({ length: count }, (_, index) => `"k${index}":${index}`).join()
    return withMember(beacon, { place: random.pick(placesOf(beacon, 'object')), raw })
  },
} satisfies Record<string, BodyMutation>
