import fc from 'fast-check'
import { expect, test } from 'vitest'
import { event } from '../wire/event.js'
import { boundText, pickPlain } from './bounds.js'
import { newEventId, newId } from './ids.js'

const longText = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 40 }), fc.nat({ max: 120 }))
  .map(([text, times]) => text.repeat(times))

function parseAfterBounding(fields: object) {
  const page = {
    url: 'https://acme.com/' + 'a'.repeat(3_000),
    title: '👋'.repeat(300),
    referrer: 'https://acme.com/?utm_source=' + 'b'.repeat(3_000),
    viewId: newId(),
  }
  const common = { eventId: newEventId(), sessionId: newId(), occurredAtMs: 1, page }
  const sent = JSON.stringify({ ...fields, ...common, trackingId: 't'.repeat(512) }, boundText)
  return event.safeParse(JSON.parse(sent))
}

test('a text is never cut through a character', () => {
  expect(boundText('text', 'x'.repeat(255) + '👋')).toBe('x'.repeat(255))
  expect(boundText('text', 'x'.repeat(254) + '👋')).toBe('x'.repeat(254) + '👋')
})

test('addresses may be longer than other texts', () => {
  for (const key of ['url', 'href', 'referrer']) {
    expect(boundText(key, 'x'.repeat(3_000))).toHaveLength(2_048)
  }
  expect(boundText('title', 'x'.repeat(3_000))).toHaveLength(256)
})

test('ids and tokens stay whole, unless the page made up the name', () => {
  const long = 'x'.repeat(5_000)
  for (const key of ['personId', 'objectId', 'trackingId', 'token']) {
    expect(boundText(key, long)).toBe(long)
    expect(pickPlain({ [key]: long })).toEqual({ [key]: long })
    expect(pickPlain({ [key]: long }, '')).toEqual({ [key]: 'x'.repeat(256) })
  }
})

test('what the wire cannot carry is left out', () => {
  const given = { a: 'x', b: 1, c: true, d: null, e: undefined, f: { g: 1 }, h: [1], i: 1n, j() {} }
  expect(pickPlain(given)).toEqual({ a: 'x', b: 1, c: true })
  expect([null, undefined, 7].map((source) => pickPlain(source))).toEqual([{}, {}, {}])
})

test('property: no text of a click, a video or an identified person is too long for the wire', () => {
  fc.assert(
    fc.property(longText, (text) => {
      const target = { kind: 'link', text, href: 'https://acme.com/' + text, id: text, name: text }
      expect(parseAfterBounding({ type: 'click', target }).success).toBe(true)
      const video = { provider: 'html5', id: 'x' + text, title: text }
      const figures = { watchedPercent: 1, positionPercent: 1, watchedSeconds: 1 }
      expect(parseAfterBounding({ type: 'video_progress', video, ...figures }).success).toBe(true)
      const person = pickPlain({ name: text })
      expect(parseAfterBounding({ type: 'identify', person }).success).toBe(true)
    }),
  )
})

test('property: properties of any page pass, whatever they are called', () => {
  const name = fc.oneof(
    fc.string({ minLength: 1, maxLength: 64 }),
    fc.constantFrom('url', 'token', 'constructor', 'title'),
  )
  const value = fc.oneof(longText, fc.integer(), fc.boolean(), fc.object(), fc.bigInt())
  fc.assert(
    fc.property(fc.dictionary(name, value, { maxKeys: 50 }), (properties) => {
      const fields = { type: 'custom', name: 'x', properties: pickPlain(properties, '') }
      expect(parseAfterBounding(fields).success).toBe(true)
    }),
  )
})
