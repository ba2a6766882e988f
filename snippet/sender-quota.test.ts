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

test('a beacon that nearly fills the keepalive quota goes without it', () => {
  answerWith('never')
  sendMany(20, 'x'.repeat(2_950))
  sender.flush(true)
  sendMany(19, 'x'.repeat(2_950))
  sender.flush(true)
  expect(received.map(({ ids, keepalive }) => [ids.length, keepalive])).toEqual([
    [20, false],
    [19, true],
  ])
})

test('where a beacon is beyond the quota, or other scripts have used it up, the events go without it', async () => {
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
    init.keepalive ? Promise.reject(new TypeError('quota')) : fetch(address, init),
  )
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(6_000)
  expect(received.map(({ ids, keepalive }) => [ids, keepalive])).toEqual([[['a'], false]])
})

test('what is too large together goes in smaller beacons, each event once', async () => {
  answerBy(({ events }) => (events.length > 5 ? 413 : 204))
  sendMany(20)
  await vi.advanceTimersByTimeAsync(120_000)
  const accepted = received.filter(({ answer }) => answer === 204).flatMap(({ ids }) => ids)
  expect(accepted).toEqual(Array.from({ length: 20 }, (_, i) => String(i)))
})

test.each([400, 413])(
  'an event by which a beacon is refused with %i costs no other',
  async (status) => {
    answerBy(({ events }) => (JSON.stringify(events).includes('"7"') ? status : 204))
    sendMany(20)
    await vi.advanceTimersByTimeAsync(120_000)
    const accepted = received.filter(({ answer }) => answer === 204).flatMap(({ ids }) => ids)
    expect(accepted).toEqual(
      Array.from({ length: 20 }, (_, i) => String(i)).filter((id) => id !== '7'),
    )
    expect(localStorage).toEqual({})
  },
)

test('where everything is refused, each event costs little more than a request', async () => {
  answerWith(400)
  sendMany(100)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(received.length).toBeLessThan(110)
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
  answerWith(204, 403, 503)
  sendMany(1_002)
  await vi.advanceTimersByTimeAsync(1_000)
  const lines = log.mock.calls.map(([, ...words]) => words as unknown[])
  expect(lines.slice(0, 5)).toEqual([
    ['dropped', 'too_many', { ...eventOf('1000'), occurredAtMs: 0 }],
    ['dropped', 'too_many', { ...eventOf('1001'), occurredAtMs: 0 }],
    ['beacon', 204, expect.objectContaining({ length: 20 })],
    ['dropped', 403, expect.objectContaining({ length: 20 })],
    ['beacon', 503, expect.objectContaining({ length: 20 })],
  ])
})
