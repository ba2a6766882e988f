import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_BEACON_BYTES as WIRE_MAX_BYTES, MAX_EVENTS_PER_BEACON } from '../wire/limits.js'
import { MAX_BEACON_BYTES, MAX_BEACON_EVENTS, packBeacon } from './beacon.js'

const HEAD = '{"v":1,"siteId":"acme"}'

function packAll(events: string[]): ReturnType<typeof packBeacon>[] {
  const packed = packBeacon(HEAD, events)
  const rest = events.slice(packed.count)
  return rest.length ? [packed, ...packAll(rest)] : [packed]
}

test('the bounds keep within those of the wire', () => {
  expect(MAX_BEACON_EVENTS).toBe(MAX_EVENTS_PER_BEACON)
  expect(MAX_BEACON_BYTES).toBeLessThan(WIRE_MAX_BYTES)
})

test('the body is the envelope with the events in it', () => {
  const { body } = packBeacon(HEAD, ['{"type":"reset"}', '{"type":"custom"}'])
  expect(JSON.parse(body)).toEqual({
    v: 1,
    siteId: 'acme',
    events: [{ type: 'reset' }, { type: 'custom' }],
  })
})

test('a single event that is too large goes alone', () => {
  const large = JSON.stringify('x'.repeat(MAX_BEACON_BYTES))
  expect(packBeacon(HEAD, [large, '1']).count).toBe(1)
  expect(packAll(['1', large, '2']).map(({ count }) => count)).toEqual([1, 1, 1])
})

test('property: every event goes once and in order, in beacons of at most 100 events and 60,000 bytes', () => {
  const text = fc
    .tuple(fc.constantFrom('x', 'é', '語', '👋'), fc.integer({ min: 0, max: 9_000 }))
    .map(([character, count]) => JSON.stringify(character.repeat(count)))
  const events = fc.oneof(
    fc.array(text, { minLength: 1, maxLength: 40 }),
    fc.array(fc.constant('1'), { minLength: 1, maxLength: 350 }),
  )
  fc.assert(
    fc.property(events, (events) => {
      const beacons = packAll(events)
      const sent = beacons.flatMap(({ body }) => (JSON.parse(body) as { events: string[] }).events)
      expect(sent).toEqual(events.map((event) => JSON.parse(event) as unknown))
      for (const { body, bytes, count } of beacons) {
        expect(bytes).toBe(Buffer.byteLength(body))
        expect(count).toBeLessThanOrEqual(MAX_BEACON_EVENTS)
        expect(count === 1 || bytes <= MAX_BEACON_BYTES).toBe(true)
      }
    }),
    { numRuns: 40 },
  )
})
