import { anEvent } from '../../../wire/test-data.js'
import { placesOf, withMember, withRaw } from '../raw-json.js'
import type { BodyMutation } from '../shot.js'

export const PROTOTYPE_KEYS = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'toJSON'],
  ...['__defineGetter__', 'isPrototypeOf', 'then', 'length'],
]

const VALUES = ['{"polluted":true}', '"x"', 'null', '1', '[]', '{"prototype":{"polluted":true}}']

/** Names that every object has, where a page's own are expected. */
export const PROTOTYPES = {
  'prototype key': (beacon, random) =>
    withMember(beacon, {
      place: random.pick([[], ...placesOf(beacon, 'object')]),
      raw: `"${random.pick(PROTOTYPE_KEYS)}":${random.pick(VALUES)}`,
      last: random.int(2) === 0,
    }),
  'prototype property': (beacon, random) => {
    const { eventId = '' } = beacon.events[0] ?? {}
    const event = anEvent('custom', { eventId, occurredAtMs: beacon.sentAtMs })
    return withMember(
      { ...beacon, events: [event] },
      {
        place: ['events', 0, 'properties'],
        raw: `"${random.pick(PROTOTYPE_KEYS)}":${random.pick(VALUES)}`,
      },
    )
  },
  'prototype value': (beacon, random) =>
    withRaw(
      beacon,
      random.pick([['siteId'], ['events', 0, 'type'], ...placesOf(beacon, 'string')]),
      `"${random.pick(PROTOTYPE_KEYS)}"`,
    ),
} satisfies Record<string, BodyMutation>
