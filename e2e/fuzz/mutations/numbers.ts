import { EVENT_TYPES, anEvent } from '../../../wire/test-data.js'
import {
  MAX_ACTIVE_SECONDS,
  MAX_INT32,
  MAX_TIME_MS,
  MAX_VIDEO_SECONDS,
  MIN_INT32,
} from '../../../wire/limits.js'
import { placesIn, placesOf, withRaw, type Place } from '../raw-json.js'
import type { BodyMutation } from '../shot.js'

/** What JSON lets be written for a number and no schema foresees. */
export const ODD_NUMBERS = [
  ...['1e400', '-1e400', '-0', '-0.0', '9007199254740993', '-9007199254740993', '1e-400', '1E+2'],
  ...['123456789012345678901234567890', '0.30000000000000004', '5e-324', '1.7976931348623157e308'],
  `0.${'1'.repeat(2000)}`,
  '9'.repeat(5000),
]

/** What looks like a number and is no JSON. */
export const NO_NUMBERS = [
  'NaN',
  'Infinity',
  '-Infinity',
  'undefined',
  '0x10',
  '01',
  '.5',
  '1.',
  '+1',
  '1n',
  '1_0',
]

/** The edges of a Date, of a day, of 32 bits, of the 30 days that an event may be old. */
const DATE_EDGES = [0, -1, 1, MAX_TIME_MS, 253_402_300_800_000, 2 ** 31 * 1000, 2 ** 53, 0.5]
const EVENT_AGE_MS = 30 * 24 * 60 * 60 * 1000

/** The numbers with a bound of their own, by where they are in an event of their type, and their bounds. */
const BOUNDED: readonly (readonly [place: string, min: number, max: number])[] = [
  ['viewport.width', 0, 100_000],
  ['viewport.height', 0, 100_000],
  ['activeSeconds', 0, MAX_ACTIVE_SECONDS],
  ['scrollPercent', 0, 100],
  ['watchedPercent', 0, 100],
  ['milestonePercent', 10, 100],
  ['positionPercent', 0, 100],
  ['watchedSeconds', 0, MAX_VIDEO_SECONDS],
  ['video.durationSeconds', 0, MAX_VIDEO_SECONDS],
  ['value', MIN_INT32, MAX_INT32],
  ['from', MIN_INT32, MAX_INT32],
  ['to', MIN_INT32, MAX_INT32],
  ['occurredAtMs', 0, MAX_TIME_MS],
]

export const NUMBERS = {
  'odd number': (beacon, random) =>
    withRaw(
      beacon,
      random.pick([...placesOf(beacon, 'number'), random.pick(placesIn(beacon))]),
      random.pick(ODD_NUMBERS),
    ),
  'no number': (beacon, random) =>
    withRaw(beacon, random.pick(placesOf(beacon, 'number')), random.pick(NO_NUMBERS)),
  'edge of time': (beacon, random) => {
    const old = beacon.sentAtMs - EVENT_AGE_MS + random.int(3) - 1
    const place = random.pick([['sentAtMs'], ['events', 0, 'occurredAtMs']])
    return withRaw(beacon, place, String(random.pick([...DATE_EDGES, old])))
  },
  bound: (beacon, random) => {
    const [where, min, max] = random.pick(BOUNDED)
    const key = where.split('.')
    const type = random.pick(EVENT_TYPES.filter((each) => has(anEvent(each), key)))
    const { eventId = '' } = beacon.events[0] ?? {}
    const event = anEvent(type, { eventId, occurredAtMs: beacon.sentAtMs })
    const value = random.pick([min, max]) + random.pick([-1, 0, 1, 0.5])
    return withRaw({ ...beacon, events: [event] }, ['events', 0, ...key], String(value))
  },
} satisfies Record<string, BodyMutation>

function has(event: unknown, place: Place): boolean {
  return placesIn(event).some((each) => each.join() === place.join())
}
