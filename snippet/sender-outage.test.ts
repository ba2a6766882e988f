import { beforeEach, expect, test, vi } from 'vitest'
import type { Page } from './test-far-end.js'
import { answerWith, eventOf, openPage, received, receivedIds } from './test-far-end.js'

let sender: Page

beforeEach(async () => {
  sender = await openPage()
})

test('a beacon without an answer is sent again, later and later', async () => {
  answerWith('unreachable')
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(new Set(receivedIds().flat())).toEqual(new Set(['a']))
  const pausesMs = received.slice(1).map(({ atMs }, i) => atMs - (received[i]?.atMs ?? NaN))
  expect(pausesMs.length).toBeGreaterThanOrEqual(3)
  pausesMs.forEach((pauseMs, i) => expect(pauseMs).toBeGreaterThanOrEqual(3_000 * 2 ** i))
})

test('503 for 20 s costs at most four refused requests, and then every event arrives once', async () => {
  answerWith(503)
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(10_000)
  sender.send(eventOf('b'))
  await vi.advanceTimersByTimeAsync(10_000)
  const refused = received.length
  answerWith(204)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(receivedIds().slice(refused).flat().sort()).toEqual(['a', 'b'])
  expect(refused).toBeLessThanOrEqual(4)
})

test('beacons that fail side by side as the page is hidden cost one pause', async () => {
  answerWith(503, 503, 503, 204)
  for (let i = 0; i < 60; i++) sender.send(eventOf(String(i)))
  sender.flush(true)
  expect(received).toHaveLength(3)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(new Set(receivedIds().slice(3).flat()).size).toBe(60)
})

test('after a success the pauses begin anew', async () => {
  answerWith(503, 503, 503, 204, 503, 204)
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(60_000)
  sender.send(eventOf('b'))
  await vi.advanceTimersByTimeAsync(6_000)
  expect(receivedIds().slice(4)).toEqual([['b'], ['b']])
})

test.each([429, 503])(
  '%i waits as long as the collector asked, and fresh events wait with it',
  async (status) => {
    answerWith({ status, retryAfter: '30' }, 204)
    sender.send(eventOf('a'))
    await vi.advanceTimersByTimeAsync(1_000)
    sender.send(eventOf('b'))
    await vi.advanceTimersByTimeAsync(31_000)
    expect(receivedIds()).toEqual([['a']])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(receivedIds()).toEqual([['a'], ['a', 'b']])
  },
)

test('back online, the pause ends', async () => {
  answerWith('unreachable', 'unreachable', 204)
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(6_000)
  expect(received).toHaveLength(2)
  window.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(0)
  expect(received).toHaveLength(3)
})

test('leaving does not send again what is paused: a page that goes has its requests rejected', async () => {
  answerWith('unreachable')
  sender.send(eventOf('a'))
  sender.flush(true)
  await vi.advanceTimersByTimeAsync(0)
  sender.flush(true)
  expect(receivedIds()).toEqual([['a']])
})

test.each([400, 401, 403, 404, 410])('a refusal by %i is final', async (status) => {
  answerWith(status, 204)
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(600_000)
  sender.send(eventOf('b'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(receivedIds()).toEqual([['a'], ['b']])
  expect(localStorage).toEqual({})
})

test('the times of a repeated beacon are true: sentAtMs is that of the repeat', async () => {
  answerWith('unreachable', 204)
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(received.map(({ beacon, atMs }) => beacon.sentAtMs - atMs)).toEqual([0, 0])
})

test('a request without an answer fails after 30 s, and its events go again', async () => {
  answerWith('never', 204)
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(30_000)
  expect(receivedIds()).toEqual([['a']])
  await vi.advanceTimersByTimeAsync(6_000)
  expect(receivedIds()).toEqual([['a'], ['a']])
})

test('what has no answer when the page is left, the next page sends', async () => {
  answerWith('never', 204)
  sender.send(eventOf('a'))
  sender.flush()
  sender.send(eventOf('b'))
  answerWith('unreachable')
  sender.flush(true)
  answerWith(204)
  sender = await openPage()
  sender.sendUnsent()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(receivedIds()).toEqual([['a'], ['b'], ['a', 'b']])
  expect(localStorage).toEqual({})
})

test('what throws before a request is made costs no event, leaves no rejection and ends the turn', async () => {
  const rejections: unknown[] = []
  const onRejection = (reason: unknown) => void rejections.push(reason)
  process.on('unhandledRejection', onRejection)
  let isBroken = true
  sender.openSender(() => {
    if (isBroken) throw new TypeError('a page that took something away')
  })
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(1_000)
  for (let i = 0; i < 250; i++) sender.send(eventOf(String(i)))
  sender.flush(true)
  expect(received).toEqual([])
  isBroken = false
  await vi.advanceTimersByTimeAsync(300_000)
  expect(new Set(receivedIds().flat()).size).toBe(251)
  expect(rejections).toEqual([])
  process.off('unhandledRejection', onRejection)
})

test('a page that is hidden just as a pause ends goes on by itself', async () => {
  answerWith(503, 204)
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(received).toHaveLength(1)
  // Its own timer is to send it, together with what waited through the pause.
  sender.send(eventOf('b'))
  window.dispatchEvent(new Event('online'))
  await Promise.resolve()
  sender.flush(true)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(receivedIds().slice(1).flat().sort()).toEqual(['a', 'b'])
})
