import { expect, it } from 'vitest'
import { event } from '../../wire/event.js'
import { composeEvents, counterOf, createVisitor } from './compose-events.js'
import { createRandom } from './random.js'

it('composes valid events whose counters and times rise from beacon to beacon', () => {
  const random = createRandom('test')
  const visitor = createVisitor(random)
  const events = [1000, 1000, 2000, 1500].flatMap((nowMs) =>
    Array.from({ length: 20 }, () => composeEvents(visitor, random, nowMs).events).flat(),
  )
  expect(events.map(counterOf)).toEqual(events.map((_, index) => index + 1))
  const times = events.map(({ occurredAtMs }) => occurredAtMs)
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
  for (const each of events) expect(event.parse(each)).toEqual(each)
  expect(new Set(events.map(({ type }) => type)).size).toBe(4)
})
