import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../../wire/test-data.js'
import { aSpooledBeacon } from '../test-store.js'
import { readBeacon } from './read-beacon.js'

const read = (beacon: object) => readBeacon({ seq: 1, text: JSON.stringify(beacon) }, NOON_MS)
const beacon = aSpooledBeacon([anEvent('page_view')])

it.each([{}, { place: { country: 'DE' } }, { of: 'a later version' }])(
  'a beacon has what its request told besides: %o',
  (context) => {
    expect(read({ ...beacon, context })).toEqual({ ...beacon, context })
  },
)

it('a beacon of an earlier version has none', () => {
  expect(read(beacon)).toEqual(beacon)
})

it.each([null, 'DE', 1, ['DE']])('what tells %o instead is no beacon', (context) => {
  expect(read({ ...beacon, context })).toMatchObject({
    siteId: '',
    failedEvents: [{ reason: 'beacon_unreadable' }],
  })
})
