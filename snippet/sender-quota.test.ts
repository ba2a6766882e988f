import { beforeEach, expect, test, vi } from 'vitest'
import type { Page } from './test-far-end.js'
import { answerBy, answerWith, eventOf, openPage, received, receivedIds } from './test-far-end.js'

let sender: Page

beforeEach(async () => {
  sender = await openPage()
})

function sendMany(count: number, name = ''): void {
  for (let i = 0; i < count; i++) sender.send(eventOf(String(i), name))
}

test('beyond the keepalive quota a plain fetch goes', () => {
  answerWith('never')
  sendMany(300, 'x'.repeat(256))
  sender.flush(true)
  expect(receivedIds().flat()).toHaveLength(300)
  const keptAlive = received.filter(({ keepalive }) => keepalive)
  expect(keptAlive.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(65_536)
  expect(received.length).toBeGreaterThan(keptAlive.length)
})

test('the quota counts bytes, not characters', () => {
  answerWith('never')
  sendMany(20, '語'.repeat(1_200))
  sender.flush(true)
  expect(received.map(({ bytes, keepalive }) => [bytes > 65_536, keepalive])).toEqual([
    [true, false],
  ])
})

test('an answer gives the quota back', async () => {
  for (let round = 0; round < 3; round++) {
    sendMany(20, 'x'.repeat(2_500))
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(received.map(({ bytes, keepalive }) => [bytes > 50_000, keepalive])).toEqual(
    Array(3).fill([true, true]),
  )
})

test('where other scripts have used up the quota, the events go without it', async () => {
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
    init.keepalive ? Promise.reject(new TypeError('quota')) : fetch(address, init),
  )
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(6_000)
  expect(received.map(({ ids, keepalive }) => [ids, keepalive])).toEqual([[['a'], false]])
})

test('what is too large together goes in smaller beacons, each event once', async () => {
  answerBy(({ events }) => (events.length > 3 ? 413 : 204))
  sendMany(20)
  await vi.advanceTimersByTimeAsync(120_000)
  const accepted = received.filter(({ answer }) => answer === 204).flatMap(({ ids }) => ids)
  expect(accepted).toEqual(Array.from({ length: 20 }, (_, i) => String(i)))
  expect(received.filter(({ answer }) => answer === 413)).toHaveLength(3)
})

test('an event that is too large by itself costs no other', async () => {
  answerBy(({ events }) => (JSON.stringify(events).includes('"7"') ? 413 : 204))
  sendMany(20)
  await vi.advanceTimersByTimeAsync(120_000)
  const accepted = received.filter(({ answer }) => answer === 204).flatMap(({ ids }) => ids)
  expect(accepted).toEqual(
    Array.from({ length: 20 }, (_, i) => String(i)).filter((id) => id !== '7'),
  )
  expect(localStorage).toEqual({})
})

test('of what cannot be sent the oldest thousand events are kept', async () => {
  answerWith('unreachable')
  sendMany(1_200)
  await vi.advanceTimersByTimeAsync(1_500)
  const attempts = received.length
  answerWith(204)
  await vi.advanceTimersByTimeAsync(10_000)
  const ids = receivedIds().slice(attempts).flat()
  expect(ids).toEqual(Array.from({ length: 1_000 }, (_, i) => String(i)))
})

test('what was sent makes room for others', async () => {
  sendMany(1_000)
  await vi.advanceTimersByTimeAsync(2_000)
  sender.send(eventOf('later'))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(receivedIds().at(-1)).toEqual(['later'])
})

test('debug tells of each event that was dropped, and of each answer', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue()
  const { startDebugging } = await import('./life.js')
  startDebugging()
  answerWith(204, 400, 503)
  sendMany(1_002)
  await vi.advanceTimersByTimeAsync(1_000)
  const lines = log.mock.calls.map(([, ...words]) => words as unknown[])
  expect(lines.slice(0, 5)).toEqual([
    ['dropped', 'too_many', { ...eventOf('1000'), occurredAtMs: 0 }],
    ['dropped', 'too_many', { ...eventOf('1001'), occurredAtMs: 0 }],
    ['beacon', 204, expect.objectContaining({ length: 20 })],
    ['dropped', 400, expect.objectContaining({ length: 20 })],
    ['beacon', 503, expect.objectContaining({ length: 20 })],
  ])
})
