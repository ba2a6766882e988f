import { expect, test } from 'vitest'
import { event } from '../wire/event.js'
import { randomId } from '../wire/text.js'
import { newEventId, newId } from './ids.js'

test('ids are such as the wire takes, and never the same', () => {
  const ids = Array.from({ length: 1_000 }, () => newId())
  for (const id of ids) expect(randomId.safeParse(id).success).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
})

test('event ids are UUIDs such as the wire takes', () => {
  const page = { url: 'https://acme.com/', title: '', viewId: newId() }
  const common = { type: 'reset', sessionId: newId(), occurredAtMs: 1, page }
  for (let i = 0; i < 1_000; i++) {
    expect(event.safeParse({ ...common, eventId: newEventId() }).success).toBe(true)
  }
})
